package dev.steergraph.steering.feature;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.feature.EncodedFeatures;
import dev.steergraph.core.feature.FeatureStatistics;
import dev.steergraph.core.feature.StatisticsFile;
import dev.steergraph.core.id.FeatureAddress;
import dev.steergraph.core.id.FeatureId;
import dev.steergraph.core.id.FeatureSet;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.steering.Place;
import dev.steergraph.ingest.checkpoint.hub.Downloads;
import dev.steergraph.ingest.checkpoint.hub.Hub;
import dev.steergraph.ingest.extract.SaeSpec;
import dev.steergraph.ingest.extract.SaeTarget;
import dev.steergraph.ingest.sae.Directions;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.Transcoding;
import dev.steergraph.ingest.sae.format.SaeFolder;
import dev.steergraph.ingest.sae.format.SaeLocation;
import dev.steergraph.ingest.sae.run.CodeSet;
import dev.steergraph.ingest.sae.run.MadeCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SAEs along whose features one can steer: those that were named, and for other layers those of a run. */
public final class SteeringSaes {

    private final @Nullable RunDirectory run;
    private final SaeTarget target;
    private final Progress progress;
    private final List<SteeringSet> sets = new ArrayList<>();
    private final Map<String, Sae> read = new HashMap<>();
    private final Map<String, FeatureStatistics> statistics = new HashMap<>();

    /**
     * @param run null for none
     * @param named SAEs that stand for those of the run at their layers
     * @param target the model
     */
    public SteeringSaes(@Nullable RunDirectory run, SaeSpec named, SaeTarget target, Progress progress)
            throws IOException {
        this.run = run;
        this.target = target;
        this.progress = progress;
        List<SteeringSet> ofRun = run == null ? List.of() : ofRun(run);
        for (CodeSet set : named.read(target, progress)) {
            read.put(set.place(), set.sae());
            sets.add(new SteeringSet(
                    set.hook(),
                    set.name(),
                    set.sae().dSae(),
                    set.place(),
                    codesOf(set).orElse(null)));
        }
        ofRun.stream()
                .filter(set -> sets.stream()
                        .noneMatch(other -> other.hook().layer() == set.hook().layer()))
                .toList()
                .forEach(sets::add);
    }

    /** Those of a run, as the run says where they are. */
    public static SteeringSaes of(RunDirectory run, Progress progress) throws IOException {
        return new SteeringSaes(run, SaeSpec.NONE, SaeTarget.of(run), progress);
    }

    private static List<SteeringSet> ofRun(RunDirectory run) {
        List<SteeringSet> sets = new ArrayList<>();
        run.finished(Stages.ENCODE).result().sets().forEach((id, set) -> HookPoint.ofSet(id)
                .ifPresent(hook -> sets.add(
                        new SteeringSet(hook, set.sae(), set.dSae(), Objects.requireNonNullElse(set.from(), ""), id))));
        return sets;
    }

    /** The run's codes that an SAE has made. */
    private Optional<String> codesOf(CodeSet set) {
        return run == null
                ? Optional.empty()
                : run.finished(Stages.ENCODE).settings().saes().entrySet().stream()
                        .filter(made -> made.getValue().equals(set.sha256()))
                        .map(Map.Entry::getKey)
                        .filter(id ->
                                HookPoint.ofSet(id).filter(set.hook()::equals).isPresent())
                        .findFirst();
    }

    /**
     * The feature that an address means.
     *
     * @throws UserError if there is no such feature, or it is not clear which is meant
     */
    public Place.OfFeature feature(FeatureAddress address) {
        if (sets.stream().noneMatch(one -> one.hook().layer() == address.layer())) {
            throw new UserError("There is no SAE of layer " + address.layer() + " for feature " + address
                            + (sets.isEmpty() ? "" : "; those at hand are " + printed())
                            + "; name a run that has one, or give one.")
                    .in("run", "sae");
        }
        FeatureSet meant = address.in(sets.stream().map(SteeringSet::printed).toList());
        SteeringSet set = sets.stream()
                .filter(one -> one.printed().equals(meant))
                .findFirst()
                .orElseThrow();
        requireFeature(set, address.index());
        return new Place.OfFeature(
                new FeatureId(target.model(), address.layer(), set.name(), address.index()),
                set.hook(),
                null,
                set.place());
    }

    private String printed() {
        return sets.stream().map(set -> set.printed().toString()).collect(Collectors.joining(", "));
    }

    private static void requireFeature(SteeringSet set, int index) {
        if (index >= set.dSae()) {
            throw new UserError("There is no feature " + index + " of " + set.name() + " at " + set.hook() + ", whose"
                    + " features are numbered 0 to " + (set.dSae() - 1) + "; name one of these.");
        }
    }

    /** The SAE of a feature. @throws UserError if it is not at hand, is damaged, or has no such feature */
    public Sae sae(Place.OfFeature feature) throws IOException {
        SteeringSet set = set(feature);
        requireFeature(set, feature.feature().index());
        String place = place(set);
        Sae known = read.get(place);
        if (known != null) {
            return known;
        }
        Sae fitted = target.fitted(SaeFolder.read(found(set, place)), set.hook(), "The SAE " + place);
        requireFeature(
                new SteeringSet(set.hook(), set.name(), fitted.dSae(), place, null),
                feature.feature().index());
        read.put(place, fitted);
        return fitted;
    }

    private Path found(SteeringSet set, String place) throws IOException {
        RunDirectory directory = run;
        String codes = set.codes();
        if (directory != null && codes != null) {
            return new MadeCodes(directory, codes).find(progress);
        }
        try (Downloads downloads = new Downloads(place, progress)) {
            return new SaeLocation(place).find(Hub.fromEnvironment(System.getenv()), downloads);
        }
    }

    /** The set of a feature: one at hand, or what the feature itself says. */
    private SteeringSet set(Place.OfFeature feature) {
        FeatureId id = feature.feature();
        Optional<SteeringSet> known = sets.stream()
                .filter(one -> one.hook().equals(feature.hook()) && one.name().equals(id.sae()))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (!feature.sae().isEmpty()) {
            return new SteeringSet(feature.hook(), id.sae(), Integer.MAX_VALUE, feature.sae(), null);
        }
        throw new UserError("The SAE " + id.sae() + " of " + feature.hook() + " is not at hand"
                        + (sets.isEmpty() ? "" : "; those that are are " + printed())
                        + "; name a run that has it, or give it.")
                .in("run", "sae");
    }

    /** Where a feature's SAE is: a folder, or a place on the hub. @throws UserError if the run's own is damaged */
    public String place(Place.OfFeature feature) throws IOException {
        return place(set(feature));
    }

    private String place(SteeringSet set) throws IOException {
        boolean named = read.containsKey(set.place());
        RunDirectory directory = run;
        String codes = set.codes();
        return directory == null || codes == null || named ? set.place() : new MadeCodes(directory, codes).place();
    }

    /**
     * What one unit of a feature's activation adds, float[d_out].
     *
     * @throws UserError as {@link #sae}
     */
    public float[] direction(Place.OfFeature feature) throws IOException {
        return Directions.of(sae(feature), feature.feature().index());
    }

    /**
     * Where a feature's direction is added: the hook point that its SAE reads, or that a transcoder predicts.
     *
     * @throws UserError if it writes where nothing can be added
     */
    public HookPoint written(Place.OfFeature feature) throws IOException {
        Transcoding transcoding = sae(feature).transcoding();
        if (transcoding == null) {
            return feature.hook();
        }
        return transcoding
                .predicted()
                .filter(written -> written.layer() == feature.hook().layer()
                        && HookPoint.IN_DEPTH.compare(feature.hook(), written) < 0)
                .orElseThrow(() -> new UserError(feature + " reads " + feature.hook() + " and writes to "
                        + transcoding.hook() + (transcoding.crossLayer() ? " and that of all layers above" : "")
                        + ", where steering cannot add it; choose a feature of another SAE."));
    }

    /**
     * A feature's largest activation: what it says itself, or what the run found.
     *
     * @throws UserError if neither is known, or it is never active
     */
    public double max(Place.OfFeature feature) throws IOException {
        Double said = feature.max();
        double max = said != null ? said : found(feature);
        if (!(max > 0)) {
            throw new UserError(
                    feature + " was never active in the run, so that multiples of its largest activation are"
                            + " nothing; choose another feature.");
        }
        return max;
    }

    /** Id of the codes that a feature's SAE has made in the run. @throws UserError if it made none */
    public String codes(Place.OfFeature feature) {
        SteeringSet set = set(feature);
        String codes = set.codes();
        RunDirectory directory = run;
        if (directory == null || codes == null) {
            throw new UserError("Strengths count multiples of a feature's largest activation, and "
                            + (directory == null
                                    ? "no run is named that knows that of " + feature
                                    : "run " + directory.root() + " has no codes of the SAE " + set.place())
                            + "; name a run that was encoded with this SAE.")
                    .in("run");
        }
        return codes;
    }

    private double found(Place.OfFeature feature) throws IOException {
        SteeringSet set = set(feature);
        String codes = codes(feature);
        RunDirectory directory = Objects.requireNonNull(run);
        FeatureStatistics known = statistics.get(codes);
        if (known == null) {
            String path = PartPaths.features(codes);
            known = directory.has(Stages.ENCODE, path)
                    ? StatisticsFile.read(directory.file(Stages.ENCODE, path))
                    : EncodedFeatures.statistics(directory, set.hook(), codes);
            statistics.put(codes, known);
        }
        if (feature.feature().index() >= known.features()) {
            throw new UserError("Run " + directory.root() + " knows " + known.features() + " features of " + set.name()
                            + ", but not " + feature + "; name the run that the feature is from.")
                    .in("run");
        }
        return known.max()[feature.feature().index()];
    }
}
