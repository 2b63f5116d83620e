package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of a stage's parts: consecutive ones, as many as the others' or one more or less.
 *
 * @param index from 0
 * @param of how many shares there are
 */
public record Share(int index, int of) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    /** All of it. */
    public static final Share WHOLE = new Share(0, 1);

    /** @throws UserError if there is no such share */
    public Share {
        if (of < 1 || index < 0 || index >= of) {
            throw new UserError("There is no share " + index + "/" + of + "; of N shares the first is 0/N and the last"
                    + " N-1/N.");
        }
    }

    /** From {@code I/N}. @throws UserError if it is no such text */
    public static Share parse(String text) {
        Matcher share = TEXT.matcher(text.strip());
        if (!share.matches()) {
            throw new UserError(
                    "\"" + text + "\" is no share of the parts; give I/N, such as 0/4 for the first of four.");
        }
        return new Share(Integer.parseInt(share.group(1)), Integer.parseInt(share.group(2)));
    }

    /** Whether a part is in it. @param number of the part @param parts how many there are */
    public boolean holds(long number, long parts) {
        return number < parts && number * of / parts == index;
    }

    /** Whether a piece of work is in it where pieces are dealt out in turn, so that all shares get some of each kind. */
    public boolean isDealt(long number) {
        return number % of == index;
    }

    @Override
    public String toString() {
        return index + "/" + of;
    }
}
