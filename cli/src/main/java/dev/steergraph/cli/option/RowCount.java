package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of rows or documents as people write them. */
public final class RowCount {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12})([kKmM]?)");

    private RowCount() {}

    /**
     * {@code 200k}, {@code 1M}, {@code 20000} or {@code all}.
     *
     * @param option that was given, for the message
     * @throws UserError if it is none of these
     */
    public static long parse(String option, String text) {
        if (text.equals("all")) {
            return Long.MAX_VALUE;
        }
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new UserError(option + " " + text + " is no number; write 20000, 200k, 1M or all.");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "k", "K" -> 1_000;
                    case "m", "M" -> 1_000_000;
                    default -> 1;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
