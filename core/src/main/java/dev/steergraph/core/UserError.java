package dev.steergraph.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mistake of the person at the keyboard: one sentence that says what is wrong, where, and what to do. Exit code 2. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String[] settings;

    public UserError(String sentence) {
        this(sentence, null);
    }

    public UserError(String sentence, @Nullable Throwable cause) {
        this(sentence, cause, new String[0]);
    }

    /** What an exception says that speaks to people already. */
    public static UserError of(IllegalArgumentException cause) {
        return new UserError(Objects.requireNonNull(cause.getMessage()), cause);
    }

    private UserError(String sentence, @Nullable Throwable cause, String... settings) {
        super(Sentence.of(sentence), cause);
        this.settings = settings;
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The same mistake, said to lie in settings: a command line adds the options that set them. */
    public UserError in(String... names) {
        UserError located = new UserError(getMessage(), getCause(), names.clone());
        located.setStackTrace(getStackTrace());
        return located;
    }

    /** Names of the settings that are wrong, such as {@code category-field}; empty where none is to blame. */
    public List<String> settings() {
        return List.of(settings);
    }
}
