"""An answer on the terminal and in the browser. Imports `retrieval` and `index`.

The command:
    cli               arguments in, exit code out
    commands_index    `vouch index`
    commands_ask      `vouch ask`
    commands_find     `vouch find`
    commands_chat     `vouch chat`
    commands_sources  `vouch sources`
    commands_verify   `vouch verify`
    commands_doctor   `vouch doctor`
    settings          flag > VOUCH_* > vouch.toml > default
    opening           opening a corpus and a model as told
    source_choice     which documents to ask

How it looks:
    phrases           the words for verdicts, places and counts
    arranging         the order in which an answer is shown
    terminal          plain text and colour
    rendering         safe Markdown for the chat
    panel             the evidence panel
    page_image        the page of a PDF, with the quote marked
    pdf_page          draws it, in a child process
    theme             style sheet, light and dark

The page:
    page              components and wiring; alone imports gradio
    page_events       what the page does, without gradio
    pacing            waiting for an answer without being stuck in it
    page_scripts      its small scripts
    page_session      what one tab has asked
    file_notes        files that are gone or have changed since
    keeping           what the browser keeps of it across reloads
    flagging          a doubted citation as a question case
    launching         serving it safely
"""
