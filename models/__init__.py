"""Text to scores: sparse features, clause taggers, passage classifiers, their training and their files. Knows no document."""

from .artefact import CLASSIFIERS, SHIPPED, TAGGERS, Models, load_models, save_models
from .calibration import Calibration, expected_calibration_error, fit_calibration
from .classifier import Classifier, ClassifierOptions, train_classifier
from .examples import Labelled, Lesson, Sample
from .features import VERSION, Unit, sequence_matrix
from .tagger import Tagger, TaggerOptions, train_tagger
from .training import MEASURE_TAGS, STATEMENT_TAGS, TrainingOptions, sample_matrix, train

__all__ = [
    "CLASSIFIERS", "MEASURE_TAGS", "SHIPPED", "STATEMENT_TAGS", "TAGGERS", "VERSION", "Calibration", "Classifier", "ClassifierOptions", "Labelled",
    "Lesson", "Models", "Sample", "Tagger", "TaggerOptions", "TrainingOptions", "Unit", "expected_calibration_error", "fit_calibration",
    "load_models", "sample_matrix", "save_models", "sequence_matrix", "train", "train_classifier", "train_tagger",
]  # fmt: skip
