package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model repository and a revision of it.
 *
 * @param name {@code organisation/name}, or {@code name} alone for those of the first days, such as gpt2
 * @param revision branch, tag or commit
 */
record RepositoryId(String name, String revision) {

    private static final String WORD = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(?:" + WORD + "/)?" + WORD);
    private static final Pattern REVISION =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(?:/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /**
     * Reads {@code name} or {@code name@revision}.
     *
     * @param revision null for what the text says, and main if it says nothing
     */
    static RepositoryId parse(String text, @Nullable String revision) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        String said = at < 0 ? revision : text.substring(at + 1);
        // The hub's own rules: no "--", which separates organisation and name in the cache, no "..", no ".git".
        if (!NAME.matcher(name).matches() || name.contains("--") || name.contains("..") || name.endsWith(".git")) {
            throw new UserError("\"" + text + "\" is neither a folder nor a model's name, which is organisation/name"
                    + " of letters, digits, \"-\", \"_\" and \".\".");
        }
        if (at >= 0 && revision != null && !revision.equals(said)) {
            throw new UserError("\"" + text + "\" asks for revision " + said + ", and revision " + revision
                            + " was given besides; name one of them.")
                    .in("revision");
        }
        String chosen = Objects.requireNonNullElse(said, "main");
        if (!REVISION.matcher(chosen).matches() || chosen.contains("..")) {
            throw new UserError(
                    "\"" + chosen + "\" is no revision of " + name + "; a branch, tag or commit was expected.");
        }
        return new RepositoryId(name, chosen);
    }

    boolean isCommit() {
        return COMMIT.matcher(revision).matches();
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** Its folder in the cache. */
    String folder() {
        return "models--" + name.replace("/", "--");
    }
}
