package dev.steergraph.ingest.corpus.tokenizer;

/** Whether a sequence begins with the model's beginning-of-sequence token. It is never a row. */
public enum Bos {
    /** As the model's own tokenizer does it: Llama, Gemma and BERT (CLS) do, GPT-2 and Pythia do not. */
    AUTO,
    ALWAYS,
    NEVER
}
