package dev.steergraph.cli.command;

import dev.steergraph.cli.option.ByteSize;
import dev.steergraph.cli.option.PartOptions;
import dev.steergraph.cli.report.CorrelationText;
import dev.steergraph.core.UserError;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.stage.CorrelateResult;
import dev.steergraph.core.stage.FeatureBasis;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.Correlate;
import dev.steergraph.ingest.correlate.SharedCorrelate;
import dev.steergraph.ingest.correlate.kernel.CorrelationExtras;
import dev.steergraph.ingest.correlate.kernel.CorrelationParameters;
import dev.steergraph.ingest.extract.machine.InstructionSet;
import dev.steergraph.ingest.extract.machine.Libraries;
import dev.steergraph.ingest.sae.run.SaeDecoders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "correlate",
        mixinStandardHelpOptions = true,
        description = "Correlates every pair of features within and across layers, exactly, and keeps the strong ones.",
        footer = {
            "",
            "Examples:",
            "  steergraph correlate --run runs/glosses --threshold 0.3",
            "  steergraph correlate --run runs/glosses --null 10 --split-half --bootstrap 1000 --details",
            "  steergraph correlate --run runs/glosses --min-mi 0.005",
            "  steergraph correlate --codes 4=layer4.safetensors --codes 8=layer8.safetensors --out correlations"
        })
final class CorrelateCommand extends SteerGraphCommand {

    private static final double THRESHOLD = 0.3;
    private static final int BINS = 4;

    @Option(names = "--run", paramLabel = "DIR", description = "The run directory.")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--codes",
            paramLabel = "LAYER=FILE",
            description = {
                "Codes of no run: a file, a folder of part-*.safetensors, or a module of delphi's cache;",
                "give one for each layer, and --out. LAYER/SET=FILE names what it is of, where a layer has several."
            })
    private Map<String, Path> codes = new TreeMap<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Where results for --codes go.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--threshold", paramLabel = "T", description = "Keep pairs with |r| above this (default: 0.3).")
    private Optional<Double> threshold = Optional.empty();

    @Option(
            names = "--min-mi",
            paramLabel = "BITS",
            description = {
                "Keep pairs by mutual information of firing and not firing above this, in the place of |r|;",
                "above 0 and below 1."
            })
    private Optional<Double> minMi = Optional.empty();

    @Option(
            names = "--min-documents",
            defaultValue = "5",
            paramLabel = "N",
            description = "Keep pairs that fire together in so many documents (default: 5).")
    private int minDocuments;

    @Option(
            names = "--source",
            defaultValue = "codes",
            description = "What a feature is: an SAE's latent, or a raw dimension of the activations:"
                    + " ${COMPLETION-CANDIDATES} (default: codes).")
    private FeatureBasis source;

    @Option(
            names = "--set",
            paramLabel = "NAME",
            description = {
                "Only this set of the run's codes, such as gemmascope-res-65k or, of one layer, 4/gemmascope-res-65k",
                "(default: all sets). May be given several times."
            })
    private List<String> sets = List.of();

    @Option(
            names = "--null",
            defaultValue = "1",
            paramLabel = "N",
            description = "Repeat on permuted documents N times (default: 1).")
    private int nullRuns;

    @Option(
            names = "--split-half",
            description = "Repeat on each of two random halves of the documents, and tell how far they agree.")
    private boolean halves;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "Intervals of the strongest edges' r from N resamples of the documents, such as 1000.")
    private Optional<Integer> resamples = Optional.empty();

    @Option(
            names = "--bootstrap-edges",
            paramLabel = "M",
            description = "How many of the strongest edges get an interval (default: 200).")
    private Optional<Integer> resampledEdges = Optional.empty();

    @Option(
            names = "--details",
            description = {
                "More of every edge: mutual information of values in bins, P(i|j), P(j|i), lift, and the cosine of the",
                "SAEs' decoder rows."
            })
    private boolean details;

    @Option(
            names = "--mi-bins",
            paramLabel = "K",
            description = "Bins for --details: one for 0, K - 1 quantiles of the others; 2 to 4 (default: 4).")
    private Optional<Integer> bins = Optional.empty();

    @Option(
            names = "--sae",
            paramLabel = "LAYER=DIR",
            description = "The SAE that made the --codes of a layer or LAYER/SET, for --details. A run knows its own.")
    private Map<String, Path> saes = new TreeMap<>();

    @Option(
            names = "--features",
            paramLabel = "N",
            description = "Only the N features of each set with the highest mean |activation| (default: all).")
    private Optional<Integer> features = Optional.empty();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Features of each set in matrices and heatmaps (default: 100).")
    private Optional<Integer> top = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all processors).")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = {
                "Memory of a search over more than a million rows, such as 512M or 8G (default: half of what Java may",
                "use, see STEERGRAPH_HEAP). The result does not depend on it."
            })
    private Optional<String> memory = Optional.empty();

    @Option(names = "--seed", defaultValue = "0", description = "Of the permutations (default: 0).")
    private long seed;

    @Mixin
    private PartOptions part;

    @Override
    public Integer call() throws IOException {
        CorrelationParameters parameters = parameters();
        Correlate correlate = new Correlate(progress(), new SaeDecoders(), memory());
        Optional<Share> share = part.share();
        if (!codes.isEmpty() && (share.isPresent() || part.merges() || part.begins())) {
            throw new UserError("--begin, --part and --merge are for a run; correlate --codes with one command.");
        }
        if (run.isPresent() && codes.isEmpty()) {
            if (!saes.isEmpty()) {
                throw new UserError("--sae goes with --codes; a run knows the SAEs that made its codes.");
            }
            if (share.isPresent()) {
                shared(run.get(), correlate).part(share.get(), parameters, source, sets);
                print(PartOptions.done(share.get()), PartOptions.told(share.get(), run.get()));
                return 0;
            }
            if (part.begins()) {
                shared(run.get(), correlate).begin(parameters, source, sets);
                print(PartOptions.begun(run.get()), PartOptions.toldBegun(run.get()));
                return 0;
            }
            if (part.merges()) {
                shared(run.get(), correlate).merge(parameters, source, sets, part.mixed(), InstructionSet.ADVICE);
            }
            try (RunDirectory directory = RunDirectory.existing(run.get())) {
                if (!part.merges()) {
                    correlate.execute(directory, parameters, source, sets);
                }
                CorrelateResult result = directory.finished(Stages.CORRELATE).result();
                print(result, CorrelationText.of(result, run.get().resolve("correlations")));
            }
        } else if (run.isEmpty() && !codes.isEmpty() && out.isPresent()) {
            if (!sets.isEmpty()) {
                throw new UserError(
                        "--set names an SAE of a run; give those --codes only that are meant, and leave --set out.");
            }
            CorrelateResult result =
                    correlate.execute(bySet("--codes", codes), bySet("--sae", saes), parameters, out.get());
            print(result, CorrelationText.of(result, out.get()));
        } else {
            throw new UserError("Give either --run DIR, or --codes LAYER=FILE for each layer together with --out DIR.");
        }
        return 0;
    }

    private SharedCorrelate shared(Path root, Correlate correlate) {
        return new SharedCorrelate(root, correlate, Libraries.machine(), progress());
    }

    private OptionalLong memory() {
        if (memory.isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = ByteSize.parse("--memory", memory.get());
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new UserError("--memory " + memory.get() + " is more than the " + (most >> 20)
                    + "M that Java may use; set STEERGRAPH_HEAP to twice of it, or give less.");
        }
        return OptionalLong.of(bytes);
    }

    private CorrelationParameters parameters() {
        if (threshold.isPresent() && minMi.isPresent()) {
            throw new UserError("--threshold and --min-mi both say which pairs to keep; give one of them.");
        }
        if (minMi.filter(bits -> bits <= 0).isPresent()) {
            throw new UserError("--min-mi is " + minMi.get() + "; give a number of bits above 0 and below 1.");
        }
        if (minMi.isPresent() && source == FeatureBasis.ACTIVATIONS) {
            throw new UserError(
                    "Raw dimensions of the activations are hardly ever 0, so firing and not firing tells nothing"
                            + " of them; keep pairs of --source activations by --threshold, not by --min-mi.");
        }
        if (!sets.isEmpty() && source == FeatureBasis.ACTIVATIONS) {
            throw new UserError("--set names an SAE, but --source activations reads none; leave --set out.");
        }
        for (String set : saes.keySet()) {
            if (!codes.isEmpty() && !codes.containsKey(set)) {
                throw new UserError(
                        "--sae names layer " + set + ", for which no --codes are given; give both or none.");
            }
        }
        if (bins.isPresent() && !details) {
            throw new UserError("--mi-bins says how --details counts; give that too.");
        }
        if (!saes.isEmpty() && !details) {
            throw new UserError("--sae is read for --details only; give that too, or leave --sae out.");
        }
        if (resampledEdges.isPresent() && resamples.isEmpty()) {
            throw new UserError("--bootstrap-edges says how many edges --bootstrap is for; give that too.");
        }
        CorrelationExtras usual = CorrelationExtras.NONE;
        CorrelationExtras extras = new CorrelationExtras(
                top.orElse(usual.top()),
                features.map(n -> positive("--features", n)).orElse(0),
                details ? positive("--mi-bins", bins.orElse(BINS)) : 0,
                resamples.map(n -> positive("--bootstrap", n)).orElse(0),
                resampledEdges.orElse(usual.resampledEdges()),
                halves);
        CorrelationParameters parameters = new CorrelationParameters(
                        threshold.orElse(THRESHOLD),
                        minDocuments,
                        nullRuns,
                        seed,
                        threads.orElseGet(CorrelateCommand::threads))
                .with(extras);
        return minMi.map(parameters::withMinMi).orElse(parameters);
    }

    private static Map<FeatureSet, Path> bySet(String option, Map<String, Path> given) {
        Map<FeatureSet, Path> sets = new HashMap<>();
        given.forEach((set, path) -> {
            if (!set.matches("\\d{1,4}") && !FeatureSet.isPrinted(set)) {
                throw new UserError(option + " " + set + "=" + path + " should be LAYER=FILE or LAYER/SET=FILE, such as"
                        + " 4=codes.safetensors or 4/res-16k=codes.safetensors.");
            }
            FeatureSet key = FeatureSet.isPrinted(set)
                    ? FeatureSet.parse(set)
                    : new FeatureSet(Integer.parseInt(set), CodeRows.UNNAMED);
            Path other = sets.put(key, path);
            if (other != null) {
                throw new UserError(option + " gives " + other + " and " + path + " for " + key
                        + "; name the sets of a layer differently, as LAYER/SET=FILE.");
            }
        });
        return sets;
    }

    /** 0 means that something was not asked for, so nobody can ask for it. */
    private static int positive(String option, int value) {
        if (value <= 0) {
            throw new UserError(option + " is " + value + "; give a number above 0, or leave it out.");
        }
        return value;
    }
}
