package dev.steergraph.bench.steering;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.steering.Change;
import dev.steergraph.core.steering.Intervention;
import dev.steergraph.core.steering.Place;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.ingest.model.ModelSource;
import dev.steergraph.ingest.model.Transformer;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.model.generate.Generator;
import dev.steergraph.ingest.model.generate.Sampling;
import dev.steergraph.ingest.model.hook.PassEdits;
import dev.steergraph.steering.edit.Edit;
import dev.steergraph.steering.edit.Steering;
import dev.steergraph.steering.edit.Unsteered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Text token by token with vectors added to the residual stream, and without, each against transformers with the same hooks. */
public final class SteeringBench {

    public static final String PLAIN = "SteerGraph";
    public static final String STEERED = "SteerGraph, steered";
    private static final String THEIRS = "transformers";
    private static final String THEIRS_STEERED = "transformers, steered";

    private SteeringBench() {}

    public static Rounds run(Workbench bench, Options options) throws IOException {
        String named = options.text("folder", "");
        int prompt = options.number("prompt", 32);
        int tokens = options.number("tokens", 64);
        int count = options.number("rounds", 3);
        List<Integer> layers = options.numbers("layers", "7,15,23");
        options.nothingElse();
        if (named.isEmpty()) {
            throw new UserError(
                    "--folder names no model to steer; give a folder with config.json and model.safetensors.");
        }
        Path folder = Path.of(named);
        ModelSource source = ModelSource.folder("model", folder);
        try (Transformer model = source.load(Device.cpu(), Precision.F32);
                Steering steering =
                        new Steering(model, edits(layers, source.info().dModel()), new Unsteered(id -> false, false))) {
            int[] ids = new Random(0).ints(prompt, 3, source.vocabulary()).toArray();
            for (PassEdits edits : List.of(PassEdits.NONE, steering)) {
                generate(model, ids, tokens, edits); // warms up
            }
            List<Rounds.Turn> turns = new ArrayList<>();
            turns.add(() -> List.of(timed(PLAIN, model, ids, tokens, PassEdits.NONE)));
            turns.add(() -> {
                Measurement found = timed(STEERED, model, ids, tokens, steering);
                if (steering.hooks().size() != layers.size()) {
                    throw new IllegalStateException("steered at " + steering.hooks());
                }
                return List.of(found);
            });
            if (bench.peers().present()) {
                turns.add(() -> peer(bench, folder, prompt, tokens, layers));
            }
            Rounds rounds = Rounds.alternate(count, turns);
            print(bench, rounds, prompt, tokens, layers, count);
            return rounds;
        }
    }

    private static List<Edit> edits(List<Integer> layers, int width) {
        Random random = new Random(1);
        List<Edit> edits = new ArrayList<>();
        for (int layer : layers) {
            float[] vector = new float[width];
            for (int i = 0; i < width; i++) {
                vector[i] = (float) random.nextGaussian();
            }
            HookPoint hook = HookPoint.residPost(layer);
            Place place = new Place.OfDirection(hook, new Place.Vector(vector));
            edits.add(Edit.of(new Intervention(place, new Change.Add(1), Positions.ALL, ""), hook, vector));
        }
        return edits;
    }

    private static Measurement timed(String side, Transformer model, int[] ids, int tokens, PassEdits edits) {
        long begun = System.nanoTime();
        generate(model, ids, tokens, edits);
        return new Measurement(side, tokens, (System.nanoTime() - begun) / 1e9, 0, "");
    }

    private static void generate(Transformer model, int[] ids, int tokens, PassEdits edits) {
        new Generator(model, Set.of(), Sampling.GREEDY, edits).generate(List.of(ids), tokens, 0);
    }

    private static List<Measurement> peer(Workbench bench, Path folder, int prompt, int tokens, List<Integer> layers)
            throws IOException {
        JsonNode result = bench.peers()
                .run(
                        "transformers_steered.py",
                        List.of(
                                "--folder", folder.toString(),
                                "--threads", Integer.toString(bench.threads()),
                                "--prompt", Integer.toString(prompt),
                                "--tokens", Integer.toString(tokens),
                                "--layers",
                                        String.join(
                                                ",",
                                                layers.stream()
                                                        .map(String::valueOf)
                                                        .toList())));
        String note = "transformers " + result.get("transformers").asText() + ", torch "
                + result.get("torch").asText();
        return List.of(
                new Measurement(THEIRS, tokens, result.get("plain").asDouble(), 0, note),
                new Measurement(THEIRS_STEERED, tokens, result.get("steered").asDouble(), 0, note));
    }

    private static void print(Workbench bench, Rounds rounds, int prompt, int tokens, List<Integer> layers, int count) {
        bench.say(
                "%d new tokens after %d, vectors added at resid_post of layers %s, %d threads, medians of %d alternating rounds",
                tokens, prompt, layers, bench.threads(), count);
        Table table = new Table("", "tokens/s");
        rounds.bySide()
                .keySet()
                .forEach(side -> table.row(side, String.format(Locale.ROOT, "%.1f", rounds.rate(side))));
        table.print(bench.out());
        bench.say("steered text takes %.2f times as long as text that is not steered", rounds.ratio(PLAIN, STEERED));
        if (bench.peers().present()) {
            bench.say(
                    "steered, SteerGraph is %.2f times as fast as transformers", rounds.ratio(STEERED, THEIRS_STEERED));
        } else {
            bench.say("%s", bench.peers().advice());
        }
    }
}
