package dev.steergraph.cli.command;

import dev.steergraph.cli.console.Interruption;
import dev.steergraph.cli.option.PartOptions;
import dev.steergraph.cli.option.RowCount;
import dev.steergraph.cli.option.RunName;
import dev.steergraph.cli.option.SizeOptions;
import dev.steergraph.cli.report.OutlierLines;
import dev.steergraph.core.UserError;
import dev.steergraph.core.concurrent.Shelf;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.Dialect;
import dev.steergraph.ingest.corpus.EncodingErrors;
import dev.steergraph.ingest.corpus.Format;
import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.extract.Extract;
import dev.steergraph.ingest.extract.ExtractParameters;
import dev.steergraph.ingest.extract.HookSpec;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SharedExtract;
import dev.steergraph.ingest.extract.lens.FindTokens;
import dev.steergraph.ingest.model.config.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs text through a model and writes its activations at chosen hook points; with --sae, its features'",
            "activations instead, encoded while the model runs."
        },
        footer = {
            "",
            "Stopped with Ctrl-C or killed, the same command goes on from the last finished part. Examples:",
            "  steergraph extract --run runs/glosses --model minilm --layers 1,3,5 --corpus wordnet --tokens 200k",
            "  steergraph extract --run runs/pile --model models/pythia-70m --layers 0-5 --hooks resid_post,mlp_out \\",
            "      --corpus 'pile/*.jsonl.zst' --category-field meta.pile_set_name --pack --context 512 --tokens 1M",
            "  steergraph extract --run runs/prompts --model minilm --layers 3 --corpus train.parquet --field prompt"
                    + " \\",
            "      --documents 5000 --pool mean",
            "  steergraph extract --run runs/gemma --model google/gemma-2-2b --corpus 'pile/*.jsonl.zst' --tokens 1M"
                    + " \\",
            "      --sae 4=google/gemma-scope-2b-pt-res/layer_4/width_16k/average_l0_124 \\",
            "      --sae 8=google/gemma-scope-2b-pt-res/layer_8/width_16k/average_l0_129"
        })
final class ExtractCommand extends SteerGraphCommand {

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            description = "The run directory; it is made if it is not there.")
    private Path run;

    @Option(
            names = "--model",
            defaultValue = "minilm",
            paramLabel = "MODEL",
            description = "minilm (default), a folder, a GGUF file, or a Hugging Face id.")
    private String model;

    @Option(names = "--revision", paramLabel = "REV", description = "Branch, tag or commit of the model.")
    private @Nullable String revision;

    @Option(
            names = "--tokenizer",
            paramLabel = "DIR|FILE",
            description =
                    "A folder, a tokenizer.json or a GGUF file, with a tokenizer in the place of the model's own.")
    private @Nullable String tokenizer;

    @Option(
            names = "--dtype",
            defaultValue = "f32",
            paramLabel = "TYPE",
            description =
                    "Of weights and matrix products: f32 (default), bf16 or f16. Activations are written in float32.")
    private String dtype;

    @Option(
            names = "--layers",
            paramLabel = "LAYERS",
            description = "Blocks, counted from 0: all, 0-11, or 2,4,6,8. Not needed with --sae, which names them.")
    private @Nullable String layers;

    @Option(
            names = "--hooks",
            split = ",",
            paramLabel = "HOOK",
            description = {
                "What is read there: resid_pre, resid_post (default), attn_out, mlp_out, z (what attention's output",
                "projection reads), resid_mid, ln2_normalized and mlp_in (what the MLP reads, before and after the",
                "gain), embed; of BERT also unnormalized_resid_post, the sum before the norm that ends a block."
            })
    private Set<Site> hooks = EnumSet.of(Site.RESID_POST);

    @Option(
            names = "--sae",
            paramLabel = "LAYER=SAE",
            description = {
                "Encode a layer or hook point while the model runs: a folder, or repository and folder on the Hugging",
                "Face hub, in SAELens or GemmaScope format. Repeat it for other layers; a second one of the same"
                        + " layer,",
                "such as another width, makes codes/HOOK.NAME."
            })
    private List<String> saes = new ArrayList<>();

    @Option(names = "--accept-mismatch", description = "With --sae: go on with SAEs that do not fit the activations.")
    private boolean acceptMismatch;

    @Option(names = "--keep-activations", description = "With --sae: write the activations as well.")
    private boolean keepActivations;

    @Option(
            names = "--corpus",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = {
                "wordnet, or files, or patterns such as 'data/**.parquet', or - for standard input.",
                "Parquet, csv, tsv, json, jsonl, and text for every other name; also .gz and .zst."
            })
    private List<String> corpus;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Of files whose names do not tell it: ${COMPLETION-CANDIDATES}.")
    private @Nullable Format format;

    @Option(
            names = "--field",
            defaultValue = "text",
            paramLabel = "NAME",
            description = "The column with the text (default: text); a.b is b inside a.")
    private String field;

    @Option(
            names = "--category-field",
            paramLabel = "NAME",
            description = "The column with each document's category (default: category, if there is one).")
    private @Nullable String categoryField;

    @Option(names = "--whole-files", description = "A text file is one document, not each of its lines.")
    private boolean wholeFiles;

    @Option(
            names = "--quote",
            defaultValue = "\"",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "CHAR",
            description = "What encloses cells of csv and tsv (default: \"); none: quotation marks are text.")
    private String quote;

    @Option(
            names = "--encoding-errors",
            defaultValue = "STRICT",
            description = "Bytes that are not UTF-8: strict (refuse the file, default) or replace (by U+FFFD).")
    private EncodingErrors encodingErrors;

    @Option(
            names = "--tokens",
            defaultValue = "all",
            paramLabel = "N",
            description = "Rows wanted: 20000, 200k, 1M or all (default).")
    private String tokens;

    @Option(
            names = {"--documents", "--prompts"},
            defaultValue = "all",
            paramLabel = "N",
            description = "Documents wanted at most (default: all).")
    private String documents;

    @Option(
            names = "--context",
            defaultValue = "0",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "N",
            description = "Longest sequence in tokens (default: 256, or what the model can read if that is less).")
    private int context;

    @ArgGroup
    private Fit fit = new Fit();

    /** What happens to documents that are not as long as the context; by default they are cut there. */
    private static final class Fit {

        @Option(names = "--pack", description = "Put documents one after the other into full contexts.")
        private boolean pack;

        @Option(names = "--split-long", description = "Split documents longer than the context, rather than cut them.")
        private boolean splitLong;
    }

    @Option(
            names = "--bos",
            defaultValue = "AUTO",
            description =
                    "Begin sequences with BOS, which is never a row: auto (as the model's tokenizer), always, never.")
    private Bos bos;

    @Option(
            names = "--keep-outliers",
            description = {
                "Keep rows whose norm is far above the median of their hook point, such as attention sinks, and the",
                "first position where it is one; by default they are left out, as BOS is."
            })
    private boolean keepOutliers;

    @Option(
            names = "--pool",
            defaultValue = "TOKEN",
            description = "One row per token (default) or the mean of each document: ${COMPLETION-CANDIDATES}.")
    private Pool pool;

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "DEVICE",
            description = "auto (default), cpu, gpu:N, or several that share the documents: gpu:0,gpu:1.")
    private String device;

    @Option(
            names = "--batch-tokens",
            defaultValue = "0",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "N",
            description = "Tokens that go through the model at once (default: what suits the device).")
    private int batchTokens;

    @Option(names = "--seed", defaultValue = "0", description = "Order of the WordNet glosses (default: 0).")
    private long seed;

    @Mixin
    private SizeOptions size;

    @Mixin
    private PartOptions part;

    private final Shelf shelf;

    ExtractCommand() {
        this(Shelf.none());
    }

    /** @param shelf on which the model and SAEs stay from share to share */
    ExtractCommand(Shelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Share> share = part.share();
        ExtractParameters parameters = new ExtractParameters(
                new ModelSpec(model, revision, Precision.parse(dtype), tokenizer),
                Optional.ofNullable(layers).map(named -> new HookSpec(named, hooks)),
                new CorpusSpec(corpus, format, field, categoryField, wholeFiles, seed, dialect()),
                new RowSpec(
                        RowCount.parse("--tokens", tokens),
                        RowCount.parse("--documents", documents),
                        context,
                        bos,
                        layout(),
                        pool,
                        keepOutliers),
                device,
                batchTokens,
                SaeSpec.parse(saes).acceptingMismatch(acceptMismatch),
                keepActivations,
                size.acceptsSize());
        if (layers == null && saes.isEmpty()) {
            throw new UserError("Say where activations are read: --layers, or --sae to encode them at once.");
        }
        if (batchTokens < 0) {
            throw new UserError("--batch-tokens " + batchTokens + " is negative.");
        }
        if (share.isPresent() || part.merges() || part.begins()) {
            SharedExtract shared = new SharedExtract(run, RunName.of(run), parameters, shelf, progress());
            try {
                Interruption.allow(shared::stop, () -> {
                    if (share.isPresent()) {
                        shared.part(share.get());
                    } else if (part.begins()) {
                        shared.begin();
                    } else {
                        shared.merge(part.mixed());
                    }
                });
            } catch (CancellationException e) {
                return Interruption.EXIT_CODE;
            }
            if (share.isPresent()) {
                print(PartOptions.done(share.get()), PartOptions.told(share.get(), run));
                return 0;
            }
            if (part.begins()) {
                print(PartOptions.begun(run), PartOptions.toldBegun(run));
                return 0;
            }
        }
        try (RunDirectory directory = RunDirectory.open(run, RunName.of(run))) {
            if (!part.merges()) {
                Extract extract = new Extract(directory, parameters, progress());
                try {
                    Interruption.allow(extract::stop, () -> extract.execute(true));
                } catch (CancellationException e) {
                    return Interruption.EXIT_CODE;
                }
            }
            if (!saes.isEmpty()) {
                new FindTokens(directory, progress()).afterEncoding(device);
            }
            print(
                    directory.finished(Stages.EXTRACT).result(),
                    (saes.isEmpty() ? "Extracted " : "Encoded ")
                            + directory.corpus().rows() + " rows from "
                            + directory.corpus().documents() + " documents into " + run + "."
                            + OutlierLines.of(directory));
        }
        return 0;
    }

    private Dialect dialect() {
        boolean none = quote.toLowerCase(Locale.ROOT).equals("none");
        if (!none && quote.length() != 1) {
            throw new UserError("--quote " + quote + " should be one character, or none.");
        }
        return new Dialect(none ? null : quote.charAt(0), encodingErrors);
    }

    private Layout layout() {
        if (fit.pack) {
            return Layout.PACK;
        }
        return fit.splitLong ? Layout.SPLIT : Layout.CUT;
    }
}
