"""Runs a pinned ONNX model on texts or pairs of texts: the only file that imports onnxruntime.

A model is a folder with three files:

    model.json       the pins and facts: file, sha256, tokenizer, tokenizer_sha256, max_tokens, ...
    model.onnx       inputs input_ids, attention_mask and, where trained with it, token_type_ids
    tokenizer.json   in the format of the `tokenizers` library

`OnnxModel` checks both hashes before a byte is parsed, cuts texts into tokens, groups them by
length, runs the groups and hands the outputs back in the order of the texts. The session itself
is single-threaded and never spins: parallel work runs several groups at once, so one session
serves both a single question and a bulk load, and a busy machine costs its share and no more.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from .errors import ModelError, SettingsError
from .model_files import REINSTALL, pinned_file, read_facts

TextOrPair = str | tuple[str, str]
Cut = Literal["longest", "second"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text, or pair of texts, as the model reads it.

    Attributes:
        ids: token ids, special tokens included, at most the model's window.
        type_ids: 0 for the first text, 1 for the second, one per token.
        offsets: (start, end) in code points of the text the token comes from.
        parts: 0 or 1 for the text the token comes from, None for special tokens.
        cut: whether tokens were dropped to fit the window.
    """

    ids: tuple[int, ...]
    type_ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    parts: tuple[int | None, ...]
    cut: bool

    def __len__(self) -> int:
        return len(self.ids)


class OnnxModel:
    """A model folder, loaded and checked.

    Safe to share between threads. Loading takes about 0.2 s for 23 MB.

    Args:
        folder: holds model.json and the two files it pins.
        threads: how many groups run at once unless `run` is told otherwise; >= 1.

    Attributes:
        facts: the content of model.json.
        max_tokens: the model's window in tokens, special tokens included.
        outputs: names of what the model computes.

    Raises:
        ModelError: a file is missing, differs from its pin, or cannot be loaded.
        SettingsError: `threads` is below 1.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        if threads < 1:
            raise SettingsError(f"threads={threads} is not usable.", "Give 1 or more.")
        self.folder = Path(folder)
        self.threads = threads
        self.facts: Mapping[str, Any] = read_facts(self.folder)
        self.max_tokens = int(self.facts["max_tokens"])
        model_path = pinned_file(self.folder, self.facts, "file", "sha256")
        self._session = _open_session(model_path)
        self._tokenizer = open_tokenizer(self.folder)
        self._tokenizer_lock = threading.Lock()
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._shapes = {entry.name: tuple(entry.shape) for entry in self._session.get_outputs()}
        self.outputs: tuple[str, ...] = tuple(self._shapes)
        # A second axis without a fixed size runs over tokens and is padded between groups.
        self._per_token = {
            name: len(shape) > 1 and not isinstance(shape[1], int)
            for name, shape in self._shapes.items()
        }

    @property
    def tokenizer(self) -> Any:
        """The `tokenizers.Tokenizer`; without padding, its truncation set by each call."""
        return self._tokenizer

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` has, special tokens not counted, nothing cut."""
        with self._tokenizer_lock:
            self._tokenizer.no_truncation()
            return len(self._tokenizer.encode(_encodable(text), add_special_tokens=False).ids)

    def encode(
        self,
        texts: Sequence[TextOrPair],
        *,
        max_tokens: int | None = None,
        cut: Cut = "longest",
    ) -> list[Encoded]:
        """Cut texts or pairs into tokens, with the offsets of each token.

        Args:
            texts: single texts or (first, second) pairs; empty texts are allowed.
            max_tokens: window, special tokens included; None or more than the model's window
                means the model's window.
            cut: which text of a pair gives way when both do not fit: the longer one, or always
                the second (a question stays whole); a first text that fills the window alone
                is cut as with "longest".

        Returns:
            One record for each text, in order.

        Raises:
            SettingsError: `max_tokens` leaves no room beside the special tokens.
        """
        window = self.max_tokens if max_tokens is None else min(max_tokens, self.max_tokens)
        if window < 8:
            raise SettingsError(f"max_tokens={window} is too small.", "Give 8 or more.")
        return [self._encode_one(text, window, cut) for text in texts]

    def _encode_one(self, text: TextOrPair, window: int, cut: Cut) -> Encoded:
        first, second = (text, None) if isinstance(text, str) else text
        first = _encodable(first)
        second = None if second is None else _encodable(second)
        with self._tokenizer_lock:
            # The library refuses to cut only the second text once the first fills the window.
            only_second = cut == "second" and second is not None
            if only_second:
                self._tokenizer.no_truncation()
                only_second = len(self._tokenizer.encode(first, "").ids) < window
            strategy = "only_second" if only_second else "longest_first"
            self._tokenizer.enable_truncation(window, strategy=strategy)
            found = self._tokenizer.encode(first, second)
        return Encoded(
            ids=tuple(found.ids),
            type_ids=tuple(found.type_ids),
            offsets=tuple(found.offsets),
            parts=tuple(found.sequence_ids),
            cut=bool(found.overflowing),
        )

    def run(
        self,
        texts: Sequence[TextOrPair],
        *,
        max_tokens: int | None = None,
        batch_tokens: int = 1,
        cut: Cut = "longest",
        threads: int | None = None,
    ) -> dict[str, NDArray[np.float32]]:
        """Encode and run texts or pairs; see `encode` and `run_encoded` for the arguments."""
        encoded = self.encode(texts, max_tokens=max_tokens, cut=cut)
        return self.run_encoded(encoded, batch_tokens=batch_tokens, threads=threads)

    def run_encoded(
        self,
        encoded: Sequence[Encoded],
        *,
        batch_tokens: int = 1,
        threads: int | None = None,
    ) -> dict[str, NDArray[np.float32]]:
        """Run the model on encoded texts.

        Args:
            encoded: from `encode`.
            batch_tokens: most tokens, padding included, in one group; a longer text is a group
                of its own. An int8 model scales its activations over the whole group, so
                neighbours move a text's output (cosine .993 on average for the embedder). The
                default gives every text its own group: always the same output, nothing
                padded, and no slower, because groups run side by side.
            threads: groups run at once; None means the model's setting.

        Returns:
            Output name -> array with one row for each text, in order. Outputs with a value for
            each token are as wide as the longest text and hold -inf past a text's own tokens.

        Raises:
            ModelError: the model fails or returns something other than finite numbers.
        """
        groups = _group_by_length([len(item) for item in encoded], batch_tokens)
        width = max((len(item) for item in encoded), default=0)
        results: dict[str, NDArray[np.float32]] = {}

        def run_group(group: Sequence[int]) -> list[NDArray[np.float32]]:
            return self._run_group([encoded[i] for i in group])

        workers = min(threads or self.threads, len(groups))
        if workers > 1:
            with ThreadPoolExecutor(workers, thread_name_prefix="onnx") as pool:
                outputs = list(pool.map(run_group, groups))
        else:
            outputs = [run_group(group) for group in groups]
        for position, name in enumerate(self.outputs):
            parts = [output[position] for output in outputs]
            results[name] = self._join(name, groups, parts, len(encoded), width)
        return results

    def _run_group(self, items: Sequence[Encoded]) -> list[NDArray[np.float32]]:
        longest = max(len(item) for item in items)
        feed = {
            "input_ids": np.zeros((len(items), longest), np.int64),
            "attention_mask": np.zeros((len(items), longest), np.int64),
            "token_type_ids": np.zeros((len(items), longest), np.int64),
        }
        for row, item in enumerate(items):
            feed["input_ids"][row, : len(item)] = item.ids
            feed["attention_mask"][row, : len(item)] = 1
            feed["token_type_ids"][row, : len(item)] = item.type_ids
        try:
            outputs = self._session.run(
                list(self.outputs), {k: v for k, v in feed.items() if k in self._inputs}
            )
        except Exception as error:  # onnxruntime has no common error class
            what = f"The model in {self.folder.name} failed: {error}"
            raise ModelError(what, REINSTALL) from error
        for row, item in enumerate(items):
            for name, output in zip(self.outputs, outputs, strict=True):
                values = output[row, : len(item)] if self._per_token[name] else output[row]
                if not np.isfinite(values).all():
                    raise ModelError(
                        f"The model in {self.folder.name} returned a value that is not a number.",
                        REINSTALL,
                    )
                if self._per_token[name]:
                    output[row, len(item) :] = -np.inf
        return cast("list[NDArray[np.float32]]", outputs)

    def _join(
        self,
        name: str,
        groups: Sequence[Sequence[int]],
        parts: Sequence[NDArray[np.float32]],
        count: int,
        width: int,
    ) -> NDArray[np.float32]:
        """Put the groups' rows back into the order of the texts."""
        fixed = parts[0].shape[1:] if parts else self._shapes[name][1:]
        shape = (count, width, *fixed[1:]) if self._per_token[name] else (count, *fixed)
        joined = np.full(shape, -np.inf, np.float32)
        for group, part in zip(groups, parts, strict=True):
            if self._per_token[name]:
                joined[np.asarray(group), : part.shape[1]] = part
            else:
                joined[np.asarray(group)] = part
        return joined


def all_cores() -> int:
    """How many cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _open_session(path: Path) -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    if hasattr(onnxruntime, "disable_telemetry_events"):
        onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no common error class
        raise ModelError(f"{path} cannot be loaded: {error}", REINSTALL) from error


def open_tokenizer(folder: Path) -> Any:
    """The `tokenizers.Tokenizer` of a model folder, its hash checked; pads and cuts nothing.

    Raises:
        ModelError: it is missing, altered or unreadable.
    """
    path = pinned_file(folder, read_facts(folder), "tokenizer", "tokenizer_sha256")
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ModelError(f"{path} cannot be loaded: {error}", REINSTALL) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _encodable(text: str) -> str:
    """The text with each lone surrogate replaced by "?", so that offsets stay the same."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def _group_by_length(lengths: Sequence[int], batch_tokens: int) -> list[list[int]]:
    """Positions grouped so that texts of like length share a group and little is padded."""
    groups: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        # In ascending order the newest text is the longest of its group.
        if groups and (len(groups[-1]) + 1) * lengths[position] <= batch_tokens:
            groups[-1].append(position)
        else:
            groups.append([position])
    return groups
