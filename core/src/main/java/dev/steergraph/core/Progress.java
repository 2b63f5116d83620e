package dev.steergraph.core;

/** How long work reports itself; the command line draws it. */
public interface Progress {

    /**
     * A piece of work begins.
     *
     * @param what for people, such as {@code "train layer 3"}
     * @param total units of work in all, or 0 if unknown
     * @param unit such as {@code tokens}
     */
    void begin(String what, long total, String unit);

    /** So many units are done. @param detail a figure to watch, or "" */
    void update(long done, String detail);

    /** The piece of work ended. @param summary one line, or "" for none */
    void end(String summary);

    /** Something to know that is no mistake, such as a field that is not used. @param sentence one line */
    default void note(String sentence) {}
}
