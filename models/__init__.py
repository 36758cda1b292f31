"""Text to scores: sparse features, clause taggers, passage classifiers, their training and their files. Knows no document."""

from .artefact import SHIPPED, load_models
from .calibration import Band, Calibration, expected_calibration_error, fit_calibration, reliability
from .classifier import Classifier, ClassifierOptions, train_classifier
from .examples import Labelled, Lesson, Reading, Sample, sample_matrix
from .explaining import CHARACTERS, SIGN, Weighed, clause_features, sample_features, tells_all
from .features import VERSION, Unit, sequence_matrix
from .linear import save_models
from .parts import CLASSIFIERS, MEASURE_TAGS, STATEMENT_TAGS, TAGGERS, ClauseTagger, Models, PassageClassifier
from .phrases import phrases
from .tagger import Tagger, TaggerOptions, train_tagger
from .topics import TopicClassifier, segmented, train_topics
from .training import TrainingOptions, train
from .tuning import Tuned, TuningOptions, check_backbone, fine_tune, forget_checkpoint, write_tuned_card

__all__ = [
    "CHARACTERS", "CLASSIFIERS", "MEASURE_TAGS", "SHIPPED", "SIGN", "STATEMENT_TAGS", "TAGGERS", "VERSION", "Band", "Calibration", "Classifier",
    "ClassifierOptions", "ClauseTagger", "Labelled", "Lesson", "Models", "PassageClassifier", "Reading", "Sample", "Tagger",
    "TaggerOptions", "TopicClassifier", "TrainingOptions", "Tuned", "TuningOptions", "Unit", "Weighed", "check_backbone", "clause_features",
    "expected_calibration_error", "fine_tune", "fit_calibration", "forget_checkpoint", "load_models", "phrases", "reliability", "sample_features",
    "sample_matrix", "save_models", "segmented", "sequence_matrix", "tells_all", "train", "train_classifier", "train_tagger", "train_topics", "write_tuned_card",
]  # fmt: skip
