package dev.steergraph.cli.option;

import dev.steergraph.core.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them. */
public final class ByteSize {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([mMgG])");

    private ByteSize() {}

    /**
     * {@code 512M} or {@code 8G}, in powers of 1,024.
     *
     * @param option that was given, for the message
     * @return bytes
     * @throws UserError if it is neither
     */
    public static long parse(String option, String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new UserError(option + " " + text + " is no amount of memory; write 512M or 8G.");
        }
        int bits = matcher.group(2).equalsIgnoreCase("m") ? 20 : 30;
        return Long.parseLong(matcher.group(1)) << bits;
    }
}
