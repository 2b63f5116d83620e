package dev.steergraph.cli.command;

import dev.steergraph.analytics.community.CommunitiesStage;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.analytics.neo4j.Neo4jTarget;
import dev.steergraph.cli.explorer.Recipes;
import dev.steergraph.cli.explorer.RunFolders;
import dev.steergraph.cli.explorer.Serving;
import dev.steergraph.cli.option.Neo4jOptions;
import dev.steergraph.cli.option.RowCount;
import dev.steergraph.cli.option.ServeOptions;
import dev.steergraph.cli.report.DemoReport;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.extract.Encode;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.HookSpec;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.evaluate.EvaluateSae;
import dev.steergraph.ingest.extract.lens.FindTokens;
import dev.steergraph.ingest.extract.train.TrainSae;
import dev.steergraph.ingest.extract.train.TrainingSpec;
import dev.steergraph.ingest.load.Load;
import dev.steergraph.ingest.model.config.Precision;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import dev.steergraph.steering.host.ModelHost;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The whole way on real data: WordNet glosses through a model to a graph, and the explorer on it. The model is",
            "MiniLM unless another is named, and its SAEs are trained on the way unless they are given."
        },
        footer = {
            "",
            "A second demo goes on where the first one stopped. Examples:",
            "  steergraph demo",
            "  steergraph demo --tokens 1M --no-serve",
            "  steergraph demo --model models/SmolLM2-135M-Instruct --tokens 200k",
            "  steergraph demo --model google/gemma-2-2b --dtype bf16 --tokens 50k \\",
            "      --sae 4=google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124 \\",
            "      --sae 8=google/gemma-scope-2b-pt-res/layer_8/width_16k/average_l0_129"
        })
final class DemoCommand extends SteerGraphCommand {

    private static final String USUAL_TOKENS = "200k";
    private static final String USUAL_MODEL = "minilm";
    private static final int D_SAE = 4096;
    private static final int K = 32;

    /** Of MiniLM. */
    private static final int USUAL_WIDTH = 384;

    /** What training looks at on MiniLM: 1.2 million rows. */
    private static final long TRAINED_VALUES = 1_200_000L * USUAL_WIDTH;

    /** Tokens on which it is measured how much of a model's prediction SAEs keep. */
    private static final long PREDICTED = 5_000;

    @Option(
            names = "--model",
            defaultValue = USUAL_MODEL,
            paramLabel = "MODEL",
            description = "minilm (default), a folder, a GGUF file, or a Hugging Face id.")
    private String model;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description =
                    "A folder, a tokenizer.json or a GGUF file, with a tokenizer in the place of the model's own.")
    private @Nullable String tokenizer;

    @Option(
            names = "--dtype",
            defaultValue = "f32",
            paramLabel = "TYPE",
            description = "Of weights and matrix products: f32 (default), bf16 or f16.")
    private String dtype;

    @Option(
            names = "--layers",
            paramLabel = "LAYERS",
            description =
                    "Blocks whose output is read, such as 2,4,6 (default: a quarter, half and three quarters of the"
                            + " way). Not needed with --sae, which names them.")
    private @Nullable String layers;

    @Option(
            names = "--sae",
            paramLabel = "LAYER=SAE",
            description =
                    "Encode with this SAE instead of training one: as extract has it. Repeat it for other layers.")
    private List<String> saes = new ArrayList<>();

    @Option(names = "--accept-mismatch", description = "With --sae: go on with SAEs that do not fit the activations.")
    private boolean acceptMismatch;

    @Option(
            names = "--tokens",
            defaultValue = USUAL_TOKENS,
            paramLabel = "N",
            description = "Rows: 20k, 200k (default), 1M or all.")
    private String tokens;

    @Option(names = "--seed", defaultValue = "0", description = "Of everything random (default: 0).")
    private long seed;

    @Option(names = "--no-serve", description = "Exit after the report.")
    private boolean noServe;

    @Option(names = "--keep-activations", description = "Keep the activations after encoding.")
    private boolean keepActivations;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Mixin
    private ServeOptions serve;

    @Mixin
    private Neo4jOptions neo4j;

    @Override
    public Integer call() throws IOException {
        long rows = RowCount.parse("--tokens", tokens);
        SaeSpec given = SaeSpec.parse(saes).acceptingMismatch(acceptMismatch);
        Access access = checkedAccess();
        RunId id = runId();
        Path folder = home().resolve("runs").resolve(id.value());
        GraphConnection connection;
        try (RunDirectory run = RunDirectory.open(folder, id)) {
            ingest(run, rows, given);
            connection = graph(run);
        }
        if (noServe) {
            connection.close();
            return 0;
        }
        RunFolders folders = new RunFolders(home(), List.of());
        try (Serving serving = Serving.start(
                connection,
                serve.port(),
                access,
                new Recipes(folders, progress()),
                new ModelHost(folders, null, device, ModelHost.USUAL_ROOM, progress()))) {
            out().println(System.lineSeparator() + serving.announcement());
            serving.awaitInterrupt();
        }
        return 0;
    }

    /** Finds what is wrong with ports and server now, and not when all else is done. */
    private Access checkedAccess() throws IOException {
        if (!noServe) {
            serve.check(neo4j);
        }
        if (neo4j.checkedTarget(home()) instanceof Neo4jTarget.Remote remote) {
            GraphConnection.open(remote).close();
        }
        return serve.access(home());
    }

    /** @return the connection, open; on a failure it is closed */
    private GraphConnection graph(RunDirectory run) throws IOException {
        GraphConnection connection = GraphConnection.open(neo4j.target(home()));
        try {
            new Load(run, progress()).execute(connection.driver(), connection.database());
            new CommunitiesStage(connection.driver(), connection.database()).execute(run, seed, progress());
            DemoReport report = DemoReport.of(run, connection);
            print(report, report.text());
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The usual demo is called so; others carry what is unusual in their names, and stand beside it. */
    private RunId runId() {
        StringBuilder name = new StringBuilder("demo");
        if (!model.equals(USUAL_MODEL)) {
            name.append('-').append(modelName(model));
        }
        if (!saes.isEmpty()) {
            name.append("-sae-").append(HexFormat.of().toHexDigits(saes.hashCode()));
        }
        if (layers != null) {
            name.append("-layers-").append(plain(layers));
        }
        if (!dtype.equals("f32")) {
            name.append('-').append(plain(dtype));
        }
        if (!tokens.equalsIgnoreCase(USUAL_TOKENS)) {
            name.append('-').append(tokens.toLowerCase(Locale.ROOT));
        }
        return new RunId(
                seed == 0 ? name.toString() : name.append("-seed").append(seed).toString());
    }

    /** The last part of a model's path or id, without a file's ending. */
    static String modelName(String model) {
        String last = model.replaceAll("[/\\\\]+$", "").replaceAll("^.*[/\\\\]", "");
        return plain(last.replaceAll("(?i)\\.gguf$", ""));
    }

    private static String plain(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return plain.substring(0, Math.min(plain.length(), 30)).replaceAll("[-.]+$", "");
    }

    private void ingest(RunDirectory run, long rows, SaeSpec given) throws IOException {
        ModelSpec spec = new ModelSpec(model, null, Precision.parse(dtype), tokenizer);
        boolean trains = given.isEmpty();
        ExtractParameters extract = new ExtractParameters(
                spec,
                trains || layers != null ? Optional.of(hooks(spec)) : Optional.empty(),
                new CorpusSpec(List.of("wordnet"), null, "text", null, false, seed),
                RowSpec.tokens(rows),
                device,
                0,
                given,
                true);
        boolean evaluates = !trains || !model.equals(USUAL_MODEL);
        boolean encoded = run.stage(Stages.ENCODE).map(StageState::finished).orElse(false)
                && (!evaluates
                        || run.stage(Stages.EVALUATE_SAE)
                                .map(StageState::finished)
                                .orElse(false))
                && run.isSound(Stages.TRAIN_SAE)
                && run.isSound(Stages.ENCODE);
        new Extract(run, extract, progress()).execute(!encoded);
        if (trains) {
            new TrainSae(run, progress())
                    .execute(
                            new TrainingSpec(
                                    TrainedArchitecture.BATCHTOPK,
                                    D_SAE,
                                    K,
                                    visits(run.corpus().rows(), run.model().dModel()),
                                    0,
                                    seed,
                                    TrainingSpec.METRICS_EVERY),
                            device,
                            threads());
            new Encode(run, progress()).execute(SaeSpec.NONE, device);
        }
        if (evaluates) {
            new EvaluateSae(run, progress()).record(given, PREDICTED, device);
        }
        if (!model.equals(USUAL_MODEL)) {
            new FindTokens(run, progress()).afterEncoding(device);
        }
        if (!keepActivations) {
            run.drop(Stages.EXTRACT, "activations");
        }
        CorrelationParameters correlation = new CorrelationParameters(0.3, 5, 1, seed, threads());
        new Correlate(progress(), new SaeDecoders()).execute(run, correlation, FeatureBasis.CODES);
    }

    /**
     * Rows that each SAE sees: as many as take the time that training on MiniLM takes, but all once at least. 0 for the usual
     * number.
     */
    static long visits(long rows, int width) {
        long affordable = Math.max(rows, TRAINED_VALUES / width);
        return affordable >= Math.min(6 * rows, TRAINED_VALUES / USUAL_WIDTH) ? 0 : affordable;
    }

    /** The residual stream after the layers that were named, or after three that are spread over the model. */
    private HookSpec hooks(ModelSpec spec) throws IOException {
        if (layers != null) {
            return HookSpec.residPost(layers);
        }
        return HookSpec.residPost(spread(spec.source(progress()).info().layers()));
    }

    /** A quarter, half and three quarters of the way through so many blocks. */
    static String spread(int blocks) {
        return Stream.of(blocks / 4, blocks / 2, (3 * blocks + 2) / 4)
                .map(layer -> Math.min(layer, blocks - 1))
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
