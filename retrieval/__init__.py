"""A question in, a checked answer out. Imports `index` alone.

The nouns:
    records              Answer, Statement, Citation, Speaker, Viewpoint and their verdicts
    judge_records        readings and support scores

Reading the question:
    query                what it asks for, in which parts, and what it names
    asked                the slot a question leaves open
    light_words          words that only frame a question
    asked_views          the matter of a question about what the sources say
    asked_documents      which document a question is put to by its kind
    asked_holders        whose view is asked for
    asked_names          whether a name is asked for, and told
    asked_party          whose position is asked for
    asked_roles          the parties of the deed asked about, and their order
    parties              who takes part, and whether two are the same
    noun_relations       nouns with whose they are and whom they go to
    opposed_agents       the same deed, done by another
    measures             what how long, how far, how old, how often ask for
    followup             what a follow-up takes from earlier turns
    bare_questions       questions that ask nothing alone: "Why?", "Who else?"
    metadata_questions   questions about a document itself: who wrote it, when, where
    metadata_lists       questions for documents: by somebody, from a year, how many
    corpus_questions     questions about all documents: the oldest, their languages
    described_documents  which documents some words mean
    metadata_fields      what such questions ask
    wording              what a question's words are also called here
    spelled_out          a sentence with what it leaves to its neighbours, for a verdict
    spelling             spelling and name variants
    lands                countries, their peoples and capitals
    titles               offices, ranks and forms of address
    name_forms           places and their peoples

Finding and ranking:
    search               passages that bear on a question; every place of a phrase
    fusion               several ranked lists become one
    candidates           sentences that may answer, from every document
    answered_turns       answers of an interview to the very question asked
    question_lines       what an answer owes to the question line before it
    swapped_values       whether two sentences give other values for one thing
    table_rows           rows of tables, and the header a row needs
    features             what speaks for a sentence as an answer
    ranking              the probability that a sentence answers
    fitting              what no likeness of words makes up for
    who_is               who somebody is, where nothing else is asked
    descriptions         phrases that say who or what something is
    ordered              the second of a row is not another
    counted              people are told from things counted
    effects              what came of a thing is not its cause
    belonging            whose a thing is: another's does not answer
    told_by              the sentences that somebody says who wrote none of the documents
    own_deeds            whose deed an "I" tells
    told_causes          sentences that tell the cause asked about, or deny one
    told_types           whether a sentence tells a time, or an amount, at all
    choosing             which of the ranked sentences are said

Judging texts:
    judges               the three judgements and what makes them
    judge_model          the bundled model
    judge_cross_encoder  any other cross-encoder; alone imports sentence-transformers here
    judge_overlap        shared words: the baseline

Answering:
    answering            the public doors: answer, stream_answer, ask
    extractive           sentences that answer, word for word
    evidence             from a sentence to a statement with its proof
    metadata_answers     answers about a document from the lines that say it
    metadata_lines       which line that is
    clean_names          names without the dates around them
    short_answers        the few words that answer, and who holds them
    fillers              what fills the slot, by rule
    yes_no               whether a sentence says that it is so
    asserted             what a sentence asserts or denies itself
    straightened         a clause in plain order and in the question's words
    claims               the claim behind a yes/no question
    predicates           where its subject ends and what is asked of it begins
    base_verbs           verbs in their base form that are seldom nouns
    claim_limits         what says less than a claim, or says it of another
    contraries           what excludes a claim beside a plain "not"
    premises             what a question takes for granted
    coverage             what every document had to say, with counts

Proof:
    citing               making citations, finding quotes, numbering markers
    folding              text folded for comparison, with a map back
    verification         the last look before showing
    durability           the look back at a saved answer
    vetoes               differences that no likeness outweighs
    put_questions        whether a sentence only puts the question itself
    quantities           numbers as they are written
    written_dates        dates as they are written
    name_checks          names the evidence does not bear
    cues                 words that turn, weaken or bound
    word_order           whether words stand in an order that means the same
    roles                who does what to whom, compared
    frames               verbs with who and what takes part
    plain_forms          ways of writing the same, as one
    focus                what "only" singles out
    word_forms           irregular forms and events of one name
    deeds                the noun of a deed, and verbs that tell the same
    clauses              a sentence in clauses
    governors            what a cut may not lose, what is no sentence, what stands beside one
    orphans              sentences that cannot stand alone

Who says it:
    discourse            a document read for who speaks where
    attribution          the chain of speakers behind a span
    quotation            where quotation opens and closes
    quote_frames         what stands around a quotation
    references           in-text references
    bibliography         the entries they point to
    cited_speakers       the speakers a reference names
    reporting            who, in a sentence, is said to say what
    reporting_patterns   by which patterns
    reporting_subjects   who may be said to speak
    speaker_names        what such a speaker is called
    reporting_words      by which words
    pen_names            speakers known by a pen name only
    pronouns             whether "he" can only mean the speaker
    turns                whose turn it is in an interview
    hearsay              whether a sentence passes on what nobody named says
    own_voice            whether a named speaker is the document's own voice
    lead_ins             the words before a quote that say whose they are

Where sources differ:
    viewpoints           statements grouped by what they say and who holds it
    holders              each voice once: who cites, copies or translates is no second one
    relations            how one answer stands to another
    disputes             sentences that exclude each other, found without a question
    disagreements        the question what the sources disagree about
    compared             what such a comparison comes to
    causes               whether two causes exclude each other
    scope                whether two clauses speak of other things
    values               whether two values can both be true
    entities             whether two descriptions can be one actor

With a language model:
    llm_generator        a model words the answer, code proves it
    llm_settings         deadlines and limits
    llm_models           opening models
    llm_asking           tries, drafts, the repair round
    llm_stream           replies under deadlines that interrupt
    llm_faults           every way a model fails, named
    llm_followup         follow-ups resolved by a model
    llm_proof            from a draft to a statement with its verdict
    llm_cuts             what a statement loses that only leaves words out
    llm_sides            what a model passed over
    prompts              what a model is asked
    drafts               reading a reply while it is written
    model_text           a model's words made harmless

Out:
    serialize            answers as JSON, loss-free
    export               Markdown, BibTeX, CSL-JSON
    langchain_adapters   a retriever and a runnable
"""
