package dev.steergraph.cli.command;

import dev.steergraph.cli.option.PartOptions;
import dev.steergraph.cli.report.EffectLines;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.stage.effect.EffectsResult;
import dev.steergraph.steering.effect.EffectsRequest;
import dev.steergraph.steering.effect.MeasureEffects;
import dev.steergraph.steering.effect.SharedEffects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "effects",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures whether correlations survive intervention: steers features of a run, and looks at all features of the same"
                    + " and later layers, and at the predicted tokens. Correlations are taken from one half of the documents,"
                    + " effects from the other."
        },
        footer = {
            "",
            "Stopped with Ctrl-C or killed, the same command goes on with the next feature. \"steergraph load\" brings what"
                    + " moves into the graph. Examples:",
            "  steergraph effects --run runs/demo",
            "  steergraph effects --run runs/demo --edges 500 --strength 0.5"
        })
final class EffectsCommand extends SteerGraphCommand {

    private static final int FEATURES = 100;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--features",
            paramLabel = "N",
            description = "How many features that have an edge to a later layer are drawn and steered (default: "
                    + FEATURES + ").")
    private @Nullable Integer features;

    @Option(
            names = "--edges",
            paramLabel = "N",
            description = "In their place: how many edges to a later layer are drawn, whose lower ends are steered.")
    private @Nullable Integer edges;

    @Option(
            names = "--strength",
            paramLabel = "K",
            defaultValue = "1",
            description = "Multiples of each feature's largest activation (default: 1).")
    private double strength;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Tokens that are steered (default: 2000).")
    private long tokens;

    @Option(names = "--seed", defaultValue = "0", description = "Of what is drawn (default: 0).")
    private long seed;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Mixin
    private PartOptions part;

    @Override
    public Integer call() throws IOException {
        Integer ofFeatures = features;
        Integer ofEdges = edges;
        EffectsRequest request = new EffectsRequest(
                ofFeatures != null ? ofFeatures : ofEdges != null ? 0 : FEATURES,
                ofEdges == null ? 0 : ofEdges,
                strength,
                tokens,
                seed);
        Optional<Share> share = part.share();
        if (share.isPresent()) {
            new SharedEffects(run, threads(), progress()).part(share.get(), request, device);
            print(PartOptions.done(share.get()), PartOptions.told(share.get(), run));
            return 0;
        }
        if (part.begins()) {
            new SharedEffects(run, threads(), progress()).begin(request);
            print(PartOptions.begun(run), PartOptions.toldBegun(run));
            return 0;
        }
        if (part.merges()) {
            new SharedEffects(run, threads(), progress()).merge(request, device, part.mixed());
        }
        try (RunDirectory directory = RunDirectory.existing(run)) {
            if (!part.merges()) {
                new MeasureEffects(directory, threads(), progress()).execute(request, device);
            }
            EffectsResult result = directory.finished(Stages.EFFECTS).result();
            print(result, EffectLines.of(result) + "\nFiles are in " + run.resolve("effects") + ".");
        }
        return 0;
    }
}
