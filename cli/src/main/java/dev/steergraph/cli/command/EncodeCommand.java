package dev.steergraph.cli.command;

import dev.steergraph.cli.option.PartOptions;
import dev.steergraph.cli.option.SizeOptions;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.extract.Encode;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SharedEncode;
import dev.steergraph.ingest.extract.lens.FindTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description =
                "Encodes a run's stored activations to sparse codes, says how each feature behaves and, of a language model,"
                        + " which tokens it promotes.",
        footer = {
            "",
            "Examples:",
            "  steergraph encode --run runs/glosses",
            "  steergraph encode --run runs/glosses --sae 3=saes/blocks.3.hook_resid_post",
            "  steergraph encode --run runs/gemma --sae 4=google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124"
        })
final class EncodeCommand extends SteerGraphCommand {

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "The run directory.")
    private Path run;

    @Option(
            names = "--sae",
            paramLabel = "LAYER=SAE",
            description = {
                "An SAE for a layer or hook point: a folder, or repository and folder on the Hugging Face hub, in",
                "SAELens or GemmaScope format (default: the one trained in the run). Repeat it for other layers; a second",
                "one of the same layer makes codes/HOOK.NAME."
            })
    private List<String> saes = new ArrayList<>();

    @Option(names = "--accept-mismatch", description = "With --sae: go on with SAEs that do not fit the activations.")
    private boolean acceptMismatch;

    @Option(names = "--device", defaultValue = "auto", description = "auto (default), cpu or gpu:N.")
    private String device;

    @Mixin
    private SizeOptions size;

    @Mixin
    private PartOptions part;

    private final Shelf shelf;

    EncodeCommand() {
        this(Shelf.none());
    }

    /** @param shelf on which SAEs stay from share to share */
    EncodeCommand(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Integer call() throws IOException {
        SaeSpec spec = SaeSpec.parse(saes).acceptingMismatch(acceptMismatch);
        Optional<Share> share = part.share();
        if (share.isPresent()) {
            new SharedEncode(run, shelf, progress())
                    .acceptingSize(size.acceptsSize())
                    .part(share.get(), spec, device);
            print(PartOptions.done(share.get()), PartOptions.told(share.get(), run));
            return 0;
        }
        if (part.begins()) {
            new SharedEncode(run, shelf, progress()).begin(spec, device);
            print(PartOptions.begun(run), PartOptions.toldBegun(run));
            return 0;
        }
        if (part.merges()) {
            new SharedEncode(run, shelf, progress()).merge(spec, part.mixed());
        }
        try (RunDirectory directory = RunDirectory.existing(run)) {
            if (!part.merges()) {
                new Encode(directory, progress())
                        .acceptingSize(size.acceptsSize())
                        .execute(spec, device);
            }
            new FindTokens(directory, progress()).afterEncoding(device);
            print(directory.finished(Stages.ENCODE).result(), "Codes are in " + run.resolve("codes") + ".");
        }
        return 0;
    }
}
