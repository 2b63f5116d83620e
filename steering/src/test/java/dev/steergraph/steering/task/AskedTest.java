package dev.steergraph.steering.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookReader;
import dev.steergraph.ingest.model.hook.Pass;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers of many texts at once are those of each text read by itself. */
class AskedTest {

    private static final Path GPT2 = Path.of("../ingest/model/src/test/resources/dev/steergraph/ingest/model/gpt2");
    private static final long[][] ANSWERS = {{5, 9}, {12}};
    private static final Unsteered UNSTEERED = new Unsteered(id -> id < 3, false);

    private static Edit edit(Transformer model, int layer, Random random) {
        float[] vector = new float[model.info().dModel()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        HookPoint hook = HookPoint.residPost(layer);
        return Edit.of(Intervention.add(new Place.OfDirection(hook, new Place.Vector(vector)), 1), hook, vector);
    }

    /** Log-probabilities of what comes after the last token. */
    private static double[] logProbabilities(Transformer model, int[] ids, List<Edit> edits) throws Exception {
        long[] wide = Arrays.stream(ids).asLongStream().toArray();
        try (NDManager scope = model.manager().newSubManager();
                Steering steering = new Steering(model, edits, UNSTEERED)) {
            float[] logits = model.nextLogits(
                            scope,
                            new Input(HostArrays.copy(scope, wide, new Shape(1, ids.length)), null, null),
                            HookReader.NONE,
                            steering.of(Pass.of(wide, ids.length)))
                    .toFloatArray();
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            double[] found = new double[logits.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = logits[i] - Math.log(sum);
            }
            return found;
        }
    }

    private static double margin(double... p) {
        return Math.log(Math.exp(p[5]) + Math.exp(p[9])) - p[12];
    }

    @Test
    void answersOfABatchAreThoseOfEachText() throws Exception {
        try (Transformer model = ModelSource.folder("gpt2", GPT2).load(Device.cpu(), Precision.F32)) {
            Random random = new Random(2);
            List<int[]> prompts = new ArrayList<>();
            for (int k = 0; k < 9; k++) {
                prompts.add(random.ints(3 + k % 5, 3, 40).toArray());
            }
            List<List<Edit>> variants = List.of(
                    List.of(),
                    List.of(edit(model, 1, random)),
                    List.of(edit(model, 0, random), edit(model, 1, random)));
            int[] asked = {0};
            List<Asked.Answers> found =
                    new Asked(model, UNSTEERED, ANSWERS).of(prompts, variants, more -> asked[0] += more);
            assertThat(asked[0]).isEqualTo(27);
            for (int v = 0; v < 3; v++) {
                for (int k = 0; k < prompts.size(); k++) {
                    double[] p = logProbabilities(model, prompts.get(k), List.of());
                    double[] q = logProbabilities(model, prompts.get(k), variants.get(v));
                    double kl = 0;
                    for (int i = 0; i < p.length; i++) {
                        kl += Math.exp(p[i]) * (p[i] - q[i]);
                    }
                    assertThat(found.get(v).margins()[k]).isCloseTo(margin(q), within(1e-4));
                    assertThat(found.get(v).kl()[k]).isCloseTo(kl, within(1e-4));
                    assertThat(found.get(v).kl()[k] > 1e-3).isEqualTo(v > 0);
                }
            }
        }
    }
}
