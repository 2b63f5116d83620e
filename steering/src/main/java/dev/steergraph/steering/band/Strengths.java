package dev.steergraph.steering.band;

import dev.steergraph.core.UserError;
import dev.steergraph.core.steering.Change;
import java.util.Arrays;
import java.util.List;

/** Strengths that are tried, ascending, each once and above 0. */
public record Strengths(List<Double> k) {

    /** @throws UserError if there is none, or one that cannot be tried */
    public Strengths {
        k = k.stream().distinct().sorted().toList();
        if (k.isEmpty()) {
            throw new UserError("There are no strengths to try; give some, such as 0.25,0.5,1,2,4.").in("sweep");
        }
        for (double strength : k) {
            new Change.Add(strength);
            if (strength <= 0) {
                throw new UserError("A strength of " + strength + " has no place in a sweep, which begins without"
                                + " steering and goes upwards; give strengths above 0.")
                        .in("sweep");
            }
        }
    }

    /** From {@code 0.25,0.5,1}. */
    public static Strengths parse(String text) {
        return new Strengths(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(Strengths::number)
                .toList());
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UserError(text + " is no strength; give numbers, such as 0.25,0.5,1,2,4.", e).in("sweep");
        }
    }
}
