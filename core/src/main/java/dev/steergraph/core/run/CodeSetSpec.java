package dev.steergraph.core.run;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.stage.EncodedSet;
import dev.steergraph.core.stage.FeatureInputs;
import dev.steergraph.core.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which set of codes stands for each hook point, where several SAEs read one: the set of a name that was asked for, otherwise
 * the first one.
 */
public final class CodeSetSpec {

    private final RunDirectory run;
    private final Map<HookPoint, String> chosen = new TreeMap<>();

    private CodeSetSpec(RunDirectory run) {
        this.run = run;
    }

    /** The first set of each hook point. */
    public static CodeSetSpec first(RunDirectory run) {
        CodeSetSpec choice = new CodeSetSpec(run);
        choice.hooks().forEach(hook -> choice.chosen.put(hook, hook.toString()));
        return choice;
    }

    /**
     * @param names such as {@code gemmascope-res-65k}
     * @throws UserError if a name is no set's, or two of them are of one hook point
     */
    public static CodeSetSpec named(RunDirectory run, List<String> names) {
        CodeSetSpec choice = first(run);
        Map<HookPoint, String> by = new TreeMap<>();
        for (String name : names) {
            List<HookPoint> with = choice.hooks().stream()
                    .filter(hook -> choice.id(hook, name).isPresent())
                    .toList();
            if (with.isEmpty()) {
                throw new UserError(name + " is no set of run " + run.root() + ", which has "
                                + String.join(", ", choice.allNames()) + "; name one of these.")
                        .in("set");
            }
            for (HookPoint hook : with) {
                String other = by.put(hook, name);
                if (other != null && !other.equals(name)) {
                    throw new UserError("The sets " + other + " and " + name + " are both of " + hook
                                    + "; one set of a hook point can be correlated at a time, so give one of them.")
                            .in("set");
                }
                choice.chosen.put(hook, choice.id(hook, name).orElseThrow());
            }
        }
        return choice;
    }

    /** What a stage read. */
    public static CodeSetSpec of(RunDirectory run, FeatureInputs inputs) {
        CodeSetSpec choice = first(run);
        choice.chosen.replaceAll((hook, first) -> inputs.sets().getOrDefault(hook, first));
        return choice;
    }

    /** Ids of sets that are not the first of their hook points. */
    public Map<HookPoint, String> otherThanFirst() {
        Map<HookPoint, String> others = new TreeMap<>(chosen);
        others.entrySet().removeIf(set -> set.getValue().equals(set.getKey().toString()));
        return others;
    }

    /** The hook points, ascending. */
    public List<HookPoint> hooks() {
        return run.finished(Stages.EXTRACT).result().hooks();
    }

    /** {@code CodeSet.id} of a hook point's set. */
    public String id(HookPoint hook) {
        return Objects.requireNonNull(chosen.get(hook), () -> "run " + run.root() + " has no " + hook);
    }

    /** {@code CodeSet.name} of a hook point's set. */
    public String name(HookPoint hook) {
        return name(id(hook));
    }

    /** Names of the chosen sets, each once. */
    public List<String> names() {
        return chosen.values().stream().map(this::name).distinct().sorted().toList();
    }

    /** Ids of all others. */
    public List<String> leftOut() {
        return ids().stream().filter(id -> !chosen.containsValue(id)).sorted().toList();
    }

    private List<String> allNames() {
        return ids().stream().map(this::name).distinct().sorted().collect(Collectors.toCollection(ArrayList::new));
    }

    private Optional<String> id(HookPoint hook, String name) {
        return ids().stream()
                .filter(id -> id.equals(hook.toString()) || id.startsWith(hook + "."))
                .filter(id -> name(id).equals(name))
                .findFirst();
    }

    private List<String> ids() {
        List<HookPoint> hooks = hooks();
        return encoded().keySet().stream()
                .filter(id -> hooks.stream().anyMatch(hook -> id.equals(hook.toString()) || id.startsWith(hook + ".")))
                .toList();
    }

    private String name(String id) {
        EncodedSet set = encoded().get(id);
        if (set == null) {
            throw new UserError("Run " + run.root() + " has no codes of " + id + "; encode this hook point, too.");
        }
        return set.sae();
    }

    private Map<String, EncodedSet> encoded() {
        return run.finished(Stages.ENCODE).result().sets();
    }
}
