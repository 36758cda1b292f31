"""The application: settings, pipeline, training, evaluation and the command line."""
