package dev.steergraph.cli.command;

import dev.steergraph.analytics.community.CommunitiesStage;
import dev.steergraph.analytics.neo4j.GraphConnection;
import dev.steergraph.cli.explorer.Recipes;
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
import dev.steergraph.ingest.extract.train.TrainSae;
import dev.steergraph.ingest.extract.train.TrainingSpec;
import dev.steergraph.ingest.load.Load;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import dev.steergraph.ingest.sae.training.TrainedArchitecture;
import dev.steergraph.web.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "The whole way on real data: WordNet glosses through MiniLM to a graph, and the explorer on it.",
        footer = {
            "",
            "A second demo goes on where the first one stopped. Examples:",
            "  steergraph demo",
            "  steergraph demo --tokens 1M --no-serve"
        })
final class DemoCommand extends SteerGraphCommand {

    private static final String USUAL_TOKENS = "200k";
    private static final String LAYERS = "1,3,5";
    private static final int D_SAE = 4096;
    private static final int K = 32;

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
        Access access = serve.access(home());
        RunId id = runId();
        Path folder = home().resolve("runs").resolve(id.value());
        GraphConnection connection;
        try (RunDirectory run = RunDirectory.open(folder, id)) {
            ingest(run, rows);
            connection = graph(run);
        }
        if (noServe) {
            connection.close();
            return 0;
        }
        try (Serving serving =
                Serving.start(connection, serve.port(), access, new Recipes(home(), List.of(), progress()))) {
            out().println(System.lineSeparator() + serving.announcement());
            serving.awaitInterrupt();
        }
        return 0;
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
        String name = tokens.equalsIgnoreCase(USUAL_TOKENS) ? "demo" : "demo-" + tokens.toLowerCase(Locale.ROOT);
        return new RunId(seed == 0 ? name : name + "-seed" + seed);
    }

    private void ingest(RunDirectory run, long rows) throws IOException {
        ExtractParameters extract = new ExtractParameters(
                ModelSpec.of("minilm"),
                HookSpec.residPost(LAYERS),
                new CorpusSpec(List.of("wordnet"), null, "text", null, false, seed),
                RowSpec.tokens(rows),
                device,
                0);
        boolean encoded = run.stage(Stages.ENCODE).map(StageState::finished).orElse(false)
                && run.isSound(Stages.TRAIN_SAE)
                && run.isSound(Stages.ENCODE);
        new Extract(run, extract, progress()).execute(!encoded);
        new TrainSae(run, progress())
                .execute(
                        new TrainingSpec(
                                TrainedArchitecture.BATCHTOPK, D_SAE, K, 0, 0, seed, TrainingSpec.METRICS_EVERY),
                        device,
                        threads());
        new Encode(run, progress()).execute(SaeSpec.NONE, device);
        if (!keepActivations) {
            run.drop(Stages.EXTRACT, "activations");
        }
        CorrelationParameters correlation = new CorrelationParameters(0.3, 5, 1, seed, threads());
        new Correlate(progress(), new SaeDecoders()).execute(run, correlation, FeatureBasis.CODES);
    }
}
