"""Documents in, a searchable corpus out. Imports nothing of ours.

The nouns:
    records             Document, Source, Span, Passage and what else a file becomes
    errors              every error raised on purpose, with cause and fix
    limits              what one file may cost

Files in:
    collecting          which files a list of paths means
    loaders             one loader per format: file in, canonical text and blocks out
    loading             the same in a worker process with limits
    uploads             copies of uploaded files inside the corpus

What a text is made of:
    paragraphs          logical paragraphs from blocks
    shapes              what a line looks like: headings, entries, captions, leaders
    drafts              a paragraph whose kind is still being settled
    regions             body, headings, contents, bibliography, notes, captions
    contents            lists of contents
    entries             bibliographies and their entries
    titles              the head of a document and its title
    title_words         what a title says beside: a date, a kind
    sentences           the smallest thing that is cited
    abbreviations       full stops that end no sentence
    passages            whole sentences packed for word search and embedding
    plain_text          words without markup, with a map back
    words               terms that lexical search compares
    occurrences         where words stand in a text, every place of them
    language            which language a text is in

Who, when, where:
    metadata            four origins merged, the strongest first
    manifest            `vouch-sources.toml`
    bibliography_files  CSL-JSON and BibTeX beside the files
    bylines             a document's own first and last lines
    byline_lines        what one such line says
    genre_lines         which kind of document a line names
    head_rows           the lines of a document's head, without stars
    interviews          who asks in one
    letterheads         who issues a document: the lines above its title
    mastheads           newspapers, companies and chambers above a title
    serials             journals and magazines by their volumes
    signatures          what its last lines say of the writer
    title_pages         theses, books, and from which book an excerpt is
    writer_lines        names under a title with no "By" before them
    names               persons told from institutions and placeholders
    translations        which work a document says it translates
    dates               dates as written, made ISO 8601

Vectors:
    embedding           texts in, unit vectors out
    embedding_adapters  sentence-transformers and LangChain embedders
    onnx_model          runs pinned ONNX models; alone imports onnxruntime
    model_files         model folders and their hashes
    vectors             nearest vectors by cosine; alone imports faiss

The corpus:
    corpus              what changes a corpus: add, remove, forget, set_metadata
    asking              what reads one: sources, documents, matches, counts
    store               the SQLite file: connections, transactions, errors
    migrations          its shape, as an append-only list of steps
    store_rows          records in and out of rows
    store_search        full-text search over one snapshot
    shelf               which documents there are, per generation
    ingest              files into rows
    filling             vectors for what has none yet
    generations         the vector file of a generation
    identity            what a corpus was made with
    rebuilding          passages and vectors again, from the stored texts
    upkeep              what happens to a stored document
    forgetting          out of the search, or out of the world
    on_disk             what has become of the files since they were read
    lock                one process writes at a time

The sample:
    sample_corpus       the documents every newcomer meets, and what to ask them
"""
