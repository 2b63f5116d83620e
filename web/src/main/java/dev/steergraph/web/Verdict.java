package dev.steergraph.web;

import dev.steergraph.core.UserError;
import java.util.Locale;

/** What a person says about a pair of features. */
enum Verdict {
    SAME,
    RELATED,
    UNRELATED,
    UNSURE;

    /** @throws UserError if the text is no verdict */
    static Verdict of(String text) {
        for (Verdict verdict : values()) {
            if (verdict.toString().equals(text)) {
                return verdict;
            }
        }
        throw new UserError("verdict must be same, related, unrelated or unsure, not " + text);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
