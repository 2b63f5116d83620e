package dev.steergraph.web;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the next page of a list begins; opaque to clients, so that it can come to mean something else. */
final class Cursor {

    private static final int FARTHEST = 1_000_000;

    private Cursor() {}

    static String at(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("c" + position).getBytes(StandardCharsets.US_ASCII));
    }

    /** The position of the parameter {@code cursor}, 0 without one. @throws UserError if it is none of ours */
    static int of(Context ctx) {
        String cursor = Query.text(ctx, "cursor").orElse(null);
        return cursor == null ? 0 : parse(cursor);
    }

    static int parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.matches("c\\d{1,7}")) {
                int position = Integer.parseInt(text.substring(1));
                if (position <= FARTHEST) {
                    return position;
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the sentence below
        }
        throw new UserError("the cursor is none that the explorer gave; start again without one");
    }
}
