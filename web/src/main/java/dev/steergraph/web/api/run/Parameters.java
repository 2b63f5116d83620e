package dev.steergraph.web.api.run;

import dev.steergraph.web.http.Cursor;
import dev.steergraph.web.http.Parameter;
import java.util.List;
import java.util.Optional;

/** What several resources are asked with, each in one way. */
public final class Parameters {

    public static final int MAX_LAYER = 9_999;

    /** A run is said by these two: the newest of the model, or the one of this name. */
    public static final Parameter<String> MODEL = Parameter.text("model", "The model whose newest run is meant");

    public static final Parameter<Optional<String>> RUN = Parameter.text(
                    "run", "A run's id; otherwise the newest of the model")
            .optional();

    public static final Parameter<Sign> SIGN = Parameter.choice(
                    "sign", "Correlations of this sign only", List.of(Sign.values()))
            .withDefault(Sign.ANY);

    public static final Parameter<Double> MIN_ABS_R = Parameter.fraction(
                    "minAbsR", "Correlations with a smaller |r| do not count")
            .withDefault(0.0);

    public static final Parameter<Integer> CURSOR = Cursor.parameter();

    /** A feature's address in the API, as in that of its page. */
    public static final Parameter<String> SOURCE =
            Parameter.text("source", "layer-set, such as 3-res-batchtopk-4096").inPath();

    public static final Parameter<Integer> INDEX =
            Parameter.integer("index", "The latent's index", 0, 999_999_999).inPath();

    private Parameters() {}

    public static Parameter<Integer> limit(int otherwise, int maximum) {
        return Parameter.integer("limit", "How many items at most", 1, maximum).withDefault(otherwise);
    }

    public static Parameter<Optional<Integer>> layer(String name, String description) {
        return Parameter.integer(name, description, 0, MAX_LAYER).optional();
    }

    public static Parameter<Integer> community(String name, String description) {
        return Parameter.integer(name, description, 0, Integer.MAX_VALUE);
    }
}
