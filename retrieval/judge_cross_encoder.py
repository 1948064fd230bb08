"""Any other cross-encoder as reranker: the only judge that needs sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError, ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder with one output, from a folder or by name.

    Weights are read from safetensors only and no code that comes with a model is run. Loading
    imports torch (seconds, hundreds of megabytes).

    Args:
        model: a folder, or a name known to the local cache or the hub.
        batch_size: pairs scored at once.
        max_tokens: pairs are cut to this many tokens.

    Raises:
        ModelUnavailable: not found, or not reachable.
        ModelError: no safetensors weights, or more than one output per pair.
    """

    def __init__(
        self, model: str | Path, *, batch_size: int = 16, max_tokens: int | None = None
    ) -> None:
        from sentence_transformers import CrossEncoder

        self.name = str(model)
        folder = Path(model)
        if folder.is_dir() and not any(folder.glob("*.safetensors")):
            raise ModelError(
                f"The model folder {self.name} holds no .safetensors file.",
                "Convert its weights to safetensors; pickled weights are not loaded.",
            )
        try:
            self._model = CrossEncoder(
                self.name,
                device="cpu",
                trust_remote_code=False,
                max_length=max_tokens,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:
            raise ModelUnavailable(
                f"The cross-encoder {self.name!r} could not be loaded: "
                f"{str(error).splitlines()[0][:200] if str(error) else type(error).__name__}.",
                "Give a folder with its safetensors, or a name that this machine can fetch.",
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"The cross-encoder {self.name!r} has {self._model.num_labels} outputs per pair.",
                "A reranker needs a model with a single relevance score.",
            )
        self._batch_size = batch_size

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `judges.Reranker.score`; the model's logits through a sigmoid."""
        import numpy as np
        import torch

        if not texts:
            return np.zeros(0, "f4")
        scores = self._model.predict(
            [(question, text) for text in texts],
            batch_size=self._batch_size,
            activation_fn=torch.nn.Sigmoid(),
            show_progress_bar=False,
        )
        return np.asarray(scores, "f4")
