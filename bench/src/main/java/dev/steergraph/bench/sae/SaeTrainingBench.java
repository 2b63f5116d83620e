package dev.steergraph.bench.sae;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steergraph.bench.harness.Measurement;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Rounds;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.SaeOrigin;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.training.SaeTrainer;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import dev.steergraph.ingest.sae.training.TrainingParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A BatchTopK SAE on stored activations of MiniLM, against dictionary_learning's BatchTopK trainer: as many steps of as many
 * rows. The peer also trains at our peak learning rate, so that neither side wins by that alone. Both SAEs are evaluated by
 * the same code.
 */
public final class SaeTrainingBench {

    public static final String OURS = "SteerGraph";
    static final String PEER = "dictionary_learning, its learning rate";
    static final String PEER_OUR_RATE = "dictionary_learning, our learning rate";

    private static final int LAYER = 3;

    private final Workbench bench;
    private final StoredActivations stored;
    private final TrainingParameters parameters;
    private final int trainRows;
    private final Map<String, TrainedSae> trained = new LinkedHashMap<>();

    private SaeTrainingBench(Workbench bench, StoredActivations stored, TrainingParameters parameters, int trainRows) {
        this.bench = bench;
        this.stored = stored;
        this.parameters = parameters;
        this.trainRows = trainRows;
    }

    /** @return the last SAE of each side */
    public static Map<String, TrainedSae> run(Workbench bench, Options options) throws IOException {
        int tokens = options.number("tokens", 330_000);
        int heldOut = options.number("held-out", 30_000);
        int features = options.number("d-sae", 4096);
        int k = options.number("k", 32);
        int steps = options.number("steps", 500);
        int batch = options.number("batch", 2048);
        int rounds = options.number("rounds", 1);
        List<String> rates = List.of(options.text("peer-rates", "own,ours").split(","));
        options.nothingElse();
        StoredActivations stored = StoredActivations.of(bench, LAYER, tokens);
        TrainingParameters parameters = new TrainingParameters(
                TrainedArchitecture.BATCHTOPK, features, k, (long) steps * batch, batch, 0, bench.threads());
        return new SaeTrainingBench(bench, stored, parameters, stored.rows().rows() - heldOut).compare(rounds, rates);
    }

    private Map<String, TrainedSae> compare(int count, List<String> rates) throws IOException {
        List<Rounds.Turn> turns = new ArrayList<>(List.of(this::ours));
        if (bench.peers().present() && rates.contains("own")) {
            turns.add(() -> peer(PEER, List.of()));
        }
        if (bench.peers().present() && rates.contains("ours")) {
            turns.add(() -> peer(PEER_OUR_RATE, List.of("--lr", Double.toString(parameters.peakRate()))));
        }
        Rounds rounds = Rounds.alternate(count, turns);
        bench.say(
                "BatchTopK SAEs, %d features, k = %d, MiniLM layer %d: %,d rows of WordNet trained on, %,d held out; %d steps of"
                        + " %,d rows, %d threads, medians of %d alternating rounds",
                parameters.dSae(),
                parameters.k(),
                LAYER,
                trainRows,
                stored.rows().rows() - trainRows,
                parameters.steps(),
                parameters.batch(),
                bench.threads(),
                count);
        Table table = new Table("", "rows/s", "explained variance", "L0", "dead", "SteerGraph is");
        trained.forEach((side, sae) -> table.row(sae.cells(
                rounds.rate(side),
                side.equals(OURS) ? "" : String.format(Locale.ROOT, "%.2fx", rounds.ratio(OURS, side)))));
        table.print(bench.out());
        if (!bench.peers().present()) {
            bench.say("%s", bench.peers().advice());
        }
        return trained;
    }

    private List<Measurement> ours() throws IOException {
        SaeOrigin origin = new SaeOrigin("minilm", stored.hook().toString(), 256);
        try (NDManager manager = NDManager.newBaseManager()) {
            long start = System.nanoTime();
            Sae sae;
            try (SaeTrainer trainer = new SaeTrainer(
                    stored.rows().only(IntStream.range(0, trainRows).toArray()), parameters)) {
                while (!trainer.finished()) {
                    trainer.next(manager);
                }
                sae = trainer.sae(origin);
            }
            return keep(OURS, (System.nanoTime() - start) / 1e9, sae);
        }
    }

    private List<Measurement> peer(String side, List<String> more) throws IOException {
        Path folder = bench.scratch("sae");
        List<String> arguments = new ArrayList<>(List.of(
                stored.run().toString(),
                stored.hook().toString(),
                folder.toString(),
                "--d-sae",
                Integer.toString(parameters.dSae()),
                "--k",
                Integer.toString(parameters.k()),
                "--steps",
                Integer.toString(parameters.steps()),
                "--batch",
                Integer.toString(parameters.batch()),
                "--train-rows",
                Integer.toString(trainRows),
                "--threads",
                Integer.toString(bench.threads())));
        arguments.addAll(more);
        JsonNode result = bench.peers().run("dictionary_learning_batchtopk.py", arguments);
        List<Measurement> measured = keep(side, result.get("seconds").asDouble(), SaeFolder.read(folder));
        double own = result.get("explained_variance").asDouble();
        double same = trained.get(side).heldOut().explainedVariance();
        if (Math.abs(own - same) > 1e-3) {
            throw new IllegalStateException("explained variance is " + own + " there and " + same + " here");
        }
        Workbench.delete(folder);
        return measured;
    }

    private List<Measurement> keep(String side, double seconds, Sae sae) throws IOException {
        double visits = (double) parameters.steps() * parameters.batch();
        TrainedSae result = TrainedSae.of(side, visits, seconds, sae, stored.rows(), trainRows);
        trained.put(side, result);
        // Rounds take minutes.
        System.err.printf(
                Locale.ROOT,
                "%s: %.1f s, explained variance %.4f%n",
                side,
                seconds,
                result.heldOut().explainedVariance());
        return List.of(result.speed());
    }
}
