package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.Stages;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which of a run's sets of codes are meant: all, or some. */
public final class CodeSetSpec {

    private final RunDirectory run;
    private final List<RunSet> sets;

    private CodeSetSpec(RunDirectory run, List<RunSet> sets) {
        this.run = run;
        this.sets = sets;
    }

    /** @throws UserError if a hook point is not encoded */
    public static CodeSetSpec all(RunDirectory run) {
        List<RunSet> sets = sets(run, set -> true);
        for (HookPoint hook : run.finished(Stages.EXTRACT).result().hooks()) {
            if (sets.stream().noneMatch(set -> set.hook().equals(hook))) {
                throw missing(run, hook.toString());
            }
        }
        return new CodeSetSpec(run, sets);
    }

    /** The first set of each hook point. */
    public static CodeSetSpec first(RunDirectory run) {
        return new CodeSetSpec(run, sets(run, set -> set.id().equals(set.hook().toString())));
    }

    /**
     * Those of some names.
     *
     * @param names such as {@code gemmascope-res-65k}, or with a layer {@code 4/gemmascope-res-65k}; none for all
     * @throws UserError if a name is no set's
     */
    public static CodeSetSpec named(RunDirectory run, List<String> names) {
        CodeSetSpec all = all(run);
        for (String name : names) {
            if (all.sets.stream().noneMatch(set -> isNamed(set, name))) {
                throw new UserError(name + " is no set of run " + run.root() + ", which has "
                                + String.join(", ", name.contains("/") ? all.printed() : all.names())
                                + "; name one of these.")
                        .in("set");
            }
        }
        return names.isEmpty()
                ? all
                : new CodeSetSpec(run, sets(run, set -> names.stream().anyMatch(name -> isNamed(set, name))));
    }

    private static boolean isNamed(RunSet set, String name) {
        return name.equals(set.name()) || name.equals(set.hook().layer() + "/" + set.name());
    }

    /** What a stage read. @throws UserError if a set is no longer encoded */
    public static CodeSetSpec of(RunDirectory run, FeatureInputs inputs) {
        List<RunSet> sets = sets(run, set -> inputs.checksums().containsKey(set.id()));
        for (String id : inputs.checksums().keySet()) {
            if (sets.stream().noneMatch(set -> set.id().equals(id))) {
                throw missing(run, id);
            }
        }
        return new CodeSetSpec(run, sets);
    }

    /** By layer, depth of the site, name. */
    public List<RunSet> sets() {
        return sets;
    }

    /** Names of the sets, each once. */
    public List<String> names() {
        return sets.stream().map(RunSet::name).distinct().sorted().toList();
    }

    private List<String> printed() {
        return sets.stream().map(set -> set.key().toString()).toList();
    }

    /** Ids of all others. */
    public List<String> leftOut() {
        return sets(run, set -> !sets.contains(set)).stream()
                .map(RunSet::id)
                .sorted()
                .toList();
    }

    private static List<RunSet> sets(RunDirectory run, Predicate<RunSet> wanted) {
        List<HookPoint> hooks = run.finished(Stages.EXTRACT).result().hooks();
        Map<String, EncodedSet> encoded = run.finished(Stages.ENCODE).result().sets();
        return encoded.entrySet().stream()
                .flatMap(set -> HookPoint.ofSet(set.getKey())
                        .filter(hooks::contains)
                        .map(hook -> new RunSet(
                                hook,
                                set.getValue().siteAt(hook),
                                set.getKey(),
                                set.getValue().sae()))
                        .stream())
                .filter(wanted)
                .sorted(RunSet.IN_DEPTH)
                .toList();
    }

    private static UserError missing(RunDirectory run, String id) {
        return new UserError("Run " + run.root() + " has no codes of " + id + "; encode this hook point, too.");
    }
}
