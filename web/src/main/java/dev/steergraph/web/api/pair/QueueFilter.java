package dev.steergraph.web.api.pair;

import dev.steergraph.core.UserError;
import dev.steergraph.web.api.run.Parameters;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.api.run.Sign;
import dev.steergraph.web.graph.Arguments;
import dev.steergraph.web.http.Parameter;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Which pairs are to be judged.
 *
 * @param la the lower feature's layer
 * @param lb the upper feature's
 * @param community of either
 * @param from the smallest |r|
 * @param to what |r| must stay below; any if it is 1
 */
record QueueFilter(
        Sign sign, Optional<Integer> la, Optional<Integer> lb, Optional<Integer> community, double from, double to) {

    private static final Parameter<Optional<Integer>> LA = Parameters.layer("la", "The lower feature's layer");
    private static final Parameter<Optional<Integer>> LB = Parameters.layer("lb", "The upper feature's layer");
    private static final Parameter<Optional<Integer>> COMMUNITY =
            Parameters.community("community", "The community of either feature").optional();
    private static final Parameter<Double> MAX_ABS_R = Parameter.fraction(
                    "maxAbsR", "Correlations of this |r| or a larger one do not count; 1 lets all count")
            .withDefault(1.0);

    static final List<Parameter<?>> PARAMETERS =
            List.of(Parameters.SIGN, LA, LB, COMMUNITY, Parameters.MIN_ABS_R, MAX_ABS_R);

    QueueFilter {
        if (from >= to) {
            throw new UserError("minAbsR must be smaller than maxAbsR, not " + from + " and " + to);
        }
    }

    static QueueFilter of(Context ctx) {
        return new QueueFilter(
                Parameters.SIGN.of(ctx),
                LA.of(ctx),
                LB.of(ctx),
                COMMUNITY.of(ctx),
                Parameters.MIN_ABS_R.of(ctx),
                MAX_ABS_R.of(ctx));
    }

    Arguments of(Run run) {
        return Arguments.of("run", run.id())
                .with("sign", sign.value())
                .with("la", la)
                .with("lb", lb)
                .with("community", community)
                .with("from", from)
                .with("to", to < 1 ? Optional.of(to) : Optional.empty());
    }
}
