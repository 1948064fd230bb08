"""Room `training`: makes the models that `index/models` and `retrieval/models` ship."""
