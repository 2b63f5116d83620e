package dev.steergraph.web.http;

import dev.steergraph.core.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a list begins; opaque to clients, so that it can come to mean something else. */
public final class Cursor {

    private static final int MAX_POSITION = 1_000_000;

    private Cursor() {}

    /** The text that stands for a position, counted from 0. */
    public static String at(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("c" + position).getBytes(StandardCharsets.US_ASCII));
    }

    /** The parameter {@code cursor}: a position, 0 where it is left out. */
    public static Parameter<Integer> parameter() {
        return Parameter.text("cursor", "nextCursor of the page before, as it was given", Cursor::parse)
                .otherwise(0);
    }

    static int parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.matches("c\\d{1,7}")) {
                int position = Integer.parseInt(text.substring(1));
                if (position <= MAX_POSITION) {
                    return position;
                }
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the sentence below.
        }
        throw new UserError("the cursor is not one that the explorer gave; start again without a cursor");
    }
}
