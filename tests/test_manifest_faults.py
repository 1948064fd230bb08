"""A manifest that breaks later loses nothing that was said in it before."""

from index.corpus import Corpus


def test_a_broken_manifest_keeps_earlier_corrections(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("The quay of Port Lisk was paid for by the Guild.\n")
    manifest = folder / "vouch-sources.toml"
    manifest.write_text('["a.txt"]\nauthors = ["Ana Berg"]\n')
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add([folder])
        assert corpus.sources()[0].authors == ("Ana Berg",)
        manifest.write_text('["a.txt"\nauthors = ["Ana Berg"]\n')
        report = corpus.add([folder])
        assert report.skipped
        assert corpus.sources()[0].authors == ("Ana Berg",)
