package dev.steergraph.web.api.feature;

import dev.steergraph.core.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks keys of features in requests. */
public final class FeatureKeys {

    public static final int MAX_LENGTH = 300;

    /** Features that are drawn or exported one by one. */
    public static final int MAX_KEYS = 1_500;

    private FeatureKeys() {}

    /** @throws UserError if it cannot be a key */
    public static String check(String name, @Nullable String key) {
        if (key == null || key.isEmpty() || key.length() > MAX_LENGTH) {
            throw new UserError(name + " must be a feature's key, of at most " + MAX_LENGTH + " characters");
        }
        return key;
    }

    /** @throws UserError if there are too many, or one cannot be a key */
    public static List<String> check(String name, @Nullable List<String> keys) {
        if (keys == null || keys.size() > MAX_KEYS) {
            throw new UserError(name + " must list at most " + MAX_KEYS + " keys of features");
        }
        keys.forEach(key -> check("each of " + name, key));
        return List.copyOf(keys);
    }
}
