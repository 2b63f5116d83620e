package dev.steergraph.spark;

import dev.steergraph.cli.command.StageCommands;
import dev.steergraph.core.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A command of a stage. @param arguments without its name */
record Step(String command, List<String> arguments) {

    private static final String PIPELINE = "pipeline";
    private static final String RUN = "--run";
    private static final Pattern REMOTE = Pattern.compile("[a-z][a-z0-9+.-]+://");

    Step {
        arguments = List.copyOf(arguments);
    }

    /**
     * What a submission asks for: a command with its options; or {@code pipeline}, options that all commands have, and then
     * commands, each with its own.
     *
     * @throws UserError if it names no command, or one of no stage
     */
    static List<Step> of(List<String> submitted) {
        if (submitted.isEmpty()) {
            throw new UserError("No stage is named; give a command of steergraph, such as extract, and its options.");
        }
        String first = submitted.get(0);
        List<String> rest = submitted.subList(1, submitted.size());
        if (!first.equals(PIPELINE)) {
            return List.of(new Step(first, rest).known());
        }
        List<String> common = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<String> own = common;
        for (String argument : rest) {
            if (StageCommands.has(argument)) {
                own = new ArrayList<>();
                steps.add(new Step(argument, List.of()));
                continue;
            }
            own.add(argument);
            if (own != common) {
                steps.set(steps.size() - 1, new Step(steps.get(steps.size() - 1).command, own));
            }
        }
        if (steps.isEmpty()) {
            throw new UserError("A pipeline needs stages, each with its options, such as: pipeline --run runs/a extract"
                    + " --layers 1,3 --corpus wordnet train-sae encode correlate.");
        }
        return steps.stream().map(step -> step.after(common)).toList();
    }

    private Step known() {
        if (!StageCommands.has(command)) {
            throw new UserError("\"" + command + "\" is no stage that a cluster does; " + StageCommands.names()
                    + " are, and " + PIPELINE + ", which does several.");
        }
        return this;
    }

    private Step after(List<String> common) {
        List<String> all = new ArrayList<>(common);
        all.addAll(arguments);
        return new Step(command, all);
    }

    Step with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new Step(command, all);
    }

    /** Whether a run is in a file system of Hadoop's. */
    static boolean isRemote(String run) {
        return REMOTE.matcher(run).lookingAt();
    }

    /** Where the run is, if it is in a file system of Hadoop's. */
    Optional<URI> remoteRun() {
        int run = arguments.indexOf(RUN);
        return run < 0 || run + 1 == arguments.size()
                ? Optional.empty()
                : Optional.of(arguments.get(run + 1)).filter(Step::isRemote).map(URI::create);
    }

    /** The same on another run. */
    Step on(Path run) {
        List<String> all = new ArrayList<>(arguments);
        all.set(all.indexOf(RUN) + 1, run.toString());
        return new Step(command, all);
    }

    boolean isShared() {
        return StageCommands.isShared(command);
    }
}
