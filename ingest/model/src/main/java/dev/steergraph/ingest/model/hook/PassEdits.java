package dev.steergraph.ingest.model.hook;

/** Edits of texts that are read in several passes, such as generation's: who edits is told which tokens a pass reads. */
@FunctionalInterface
public interface PassEdits {

    /** Edits nothing. */
    PassEdits NONE = pass -> HookWriter.NONE;

    /** What edits one pass. */
    HookWriter of(Pass pass);
}
