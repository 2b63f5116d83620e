package dev.steergraph.steering.experiment;

import dev.steergraph.core.UserError;
import java.util.Arrays;
import java.util.List;

/**
 * What is tried.
 *
 * @param features so many
 * @param tuning whether they are of the features that are set apart for trying things out, rather than of those for the result
 * @param arms in the order in which they are shown
 * @param strengths ascending
 * @param tokens that are steered in each cell, at least
 * @param seed of features, texts and all that is drawn
 * @param ridge of the arm insulate
 * @param follow of the arms cohere, what share of the way neighbours follow
 * @param quick whether filters may be relaxed until there are enough features
 * @param generate of how many features texts are written
 */
public record ExperimentRequest(
        int features,
        boolean tuning,
        List<Arm> arms,
        List<Double> strengths,
        long tokens,
        long seed,
        double ridge,
        double follow,
        boolean quick,
        int generate) {

    public static final List<Double> STRENGTHS = List.of(0.25, 0.5, 1.0, 2.0);

    /** @throws UserError if a number is out of its range */
    public ExperimentRequest {
        arms = arms.isEmpty() ? Arrays.asList(Arm.values()) : List.copyOf(arms);
        strengths = strengths.stream().sorted().distinct().toList();
        if (features < 1) {
            throw new UserError("The experiment needs features; give a number of them, at least 1.").in("features");
        }
        if (strengths.isEmpty() || !strengths.stream().allMatch(k -> k > 0 && k <= 100)) {
            throw new UserError("Strengths are " + strengths + "; give some above 0, such as 0.25,0.5,1,2.")
                    .in("strengths");
        }
        if (tokens < 50) {
            throw new UserError(tokens + " tokens a cell are too few to measure on; give at least 50.").in("tokens");
        }
        if (!(ridge >= 0 && ridge <= 1e6)) {
            throw new UserError("A ridge of " + ridge + " is out of range; give 0 or more, such as 0.1.").in("ridge");
        }
        if (generate < 0) {
            throw new UserError("Texts of " + generate + " features cannot be written; give 0 or more.").in("generate");
        }
        if (!(follow >= 0 && follow <= 10)) {
            throw new UserError("Neighbours cannot follow " + follow + " of the way; give a share, such as 0.5.")
                    .in("follow");
        }
    }
}
