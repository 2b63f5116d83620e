package dev.steergraph.web;

import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.Optional;

/** Reads a request's parameters, and refuses what is outside the documented range. */
final class Query {

    static final int LONGEST_TEXT = 200;

    private Query() {}

    static Optional<String> text(Context ctx, String name) {
        String value = ctx.queryParam(name);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        if (value.length() > LONGEST_TEXT) {
            throw new UserError(name + " must be at most " + LONGEST_TEXT + " characters, not " + value.length());
        }
        return Optional.of(value.strip());
    }

    static String required(Context ctx, String name) {
        return text(ctx, name)
                .orElseThrow(() -> new UserError("the parameter " + name + " is missing from " + ctx.path()));
    }

    static int integer(Context ctx, String name, int otherwise, int smallest, int largest) {
        return optionalInteger(ctx, name, smallest, largest).orElse(otherwise);
    }

    static Optional<Integer> optionalInteger(Context ctx, String name, int smallest, int largest) {
        return text(ctx, name).map(value -> integer(name, value, smallest, largest));
    }

    static int integer(String name, String value, int smallest, int largest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the sentence below, which is the same for every wrong value
        }
        throw new UserError(name + " must be a whole number from " + smallest + " to " + largest + ", not " + value);
    }

    /** A share or an absolute correlation: 0 to 1. */
    static double fraction(Context ctx, String name, double otherwise) {
        Optional<String> value = text(ctx, name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value.get());
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as above
        }
        throw new UserError(name + " must be a number from 0 to 1, not " + value.get());
    }

    /** {@code sign=positive}, {@code negative}, or neither: 1, -1, 0. */
    static int sign(Context ctx) {
        String sign = text(ctx, "sign").orElse("both");
        return switch (sign) {
            case "positive" -> 1;
            case "negative" -> -1;
            case "both" -> 0;
            default -> throw new UserError("sign must be positive, negative or both, not " + sign);
        };
    }
}
