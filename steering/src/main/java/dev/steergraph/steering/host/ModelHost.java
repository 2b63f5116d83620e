package dev.steergraph.steering.host;

import dev.steergraph.core.Progress;
import dev.steergraph.core.UserError;
import dev.steergraph.core.steering.Positions;
import dev.steergraph.core.steering.Recipe;
import dev.steergraph.ingest.extract.ModelSpec;
import dev.steergraph.ingest.model.generate.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models of runs for a server. Weights are loaded when they are first needed, and those of one model are in memory at a
 * time. What is asked for wrongly is told at once, by the thread that asks; the rest is done by one thread of the host's own,
 * so that nobody but who asked waits for it.
 */
public final class ModelHost implements AutoCloseable {

    /** Pieces of work that may wait. */
    public static final int USUAL_ROOM = 8;

    private static final Duration POLL = Duration.ofSeconds(1);

    /** A run's model, as it was when run.json was last written. */
    private record Known(FileTime written, RunModel model) {}

    private final Function<String, Optional<Path>> folders;
    private final @Nullable ModelSpec named;
    private final Progress progress;
    private final LoadedModels loaded;
    private final WorkQueue queue;
    /** Opening a run may download its model: who asks for another one does not wait for that. */
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final List<RunModel> opened = new ArrayList<>();
    private boolean closed;

    /**
     * @param folders of runs, by their ids
     * @param model in the place of each run's own: a folder, a GGUF file, or a Hugging Face id; null for their own
     * @param device auto, cpu or gpu:N
     * @param room how many pieces of work may wait
     */
    public ModelHost(
            Function<String, Optional<Path>> folders,
            @Nullable String model,
            String device,
            int room,
            Progress progress) {
        this.folders = folders;
        this.progress = progress;
        named = model == null ? null : ModelSpec.of(model);
        loaded = new LoadedModels(device);
        queue = new WorkQueue(room, loaded::free);
    }

    /** Whether the files of a run are at hand, without which nothing can be asked of its model. */
    public boolean hasFiles(String run) {
        return folders.apply(run).isPresent();
    }

    /** @throws UserError if the run's files or its model are not at hand, or do not fit each other */
    public ModelState state(String run) throws IOException {
        RunModel model = model(run);
        return new ModelState(
                model.info().id(),
                loaded.has(model),
                model.predictsText(),
                model.hasChat(),
                model.info().maxContext(),
                queue.unfinished());
    }

    /**
     * What these features are steered with, as a recipe that needs no run.
     *
     * @throws UserError if the run's files are not at hand, a feature or its SAE is not there, or it is never active
     */
    public Recipe recipe(String run, List<AskedFeature> features, Correcting correcting, Positions positions)
            throws IOException {
        return model(run).recipe(features, correcting, positions);
    }

    /**
     * Continues a prompt twice.
     *
     * @throws UserError if the model writes nothing, the prompt does not fit its context, or what is asked for is impossible
     * @throws ModelBusy if too much waits already
     */
    public Turn steer(String run, SteeringTask task) throws IOException {
        RunModel model = model(run);
        Sampling sampling = new Sampling(
                task.drawing().temperature(),
                task.drawing().topK(),
                task.drawing().topP());
        Writing writing = new Writing(model, task, sampling, model.prompt(task), model.edits(task.recipe()));
        return queue.add(turn -> writing.with(loaded.of(model, turn), turn));
    }

    /**
     * Reads a text with the run's SAEs.
     *
     * @throws UserError if it has no tokens or too many, or the run's files or model are not at hand
     * @throws ModelBusy if too much waits already
     */
    public ReadText read(String run, String text) throws IOException, InterruptedException {
        RunModel model = model(run);
        CompletableFuture<ReadText> made = new CompletableFuture<>();
        Reading reading = new Reading(model, model.text(text));
        Turn turn = queue.add(own -> made.complete(reading.with(loaded.of(model, own))));
        while (!turn.isOver()) {
            turn.next(POLL);
        }
        return made.join();
    }

    private RunModel model(String run) throws IOException {
        Path folder = folders.apply(run)
                .orElseThrow(() -> new UserError("The files of run " + run
                        + " are not where this explorer runs; start it with steergraph serve --run DIR."));
        synchronized (locks.computeIfAbsent(run, id -> new Object())) {
            FileTime written = Files.getLastModifiedTime(folder.resolve("run.json"));
            Known before = known.get(run);
            if (before != null && before.written().equals(written)) {
                return before.model();
            }
            RunModel model = RunModel.open(folder, named, progress);
            keep(model);
            known.put(run, new Known(written, model));
            return model;
        }
    }

    private synchronized void keep(RunModel model) throws IOException {
        if (closed) {
            model.close();
            throw new IllegalStateException("the host of models is closed");
        }
        opened.add(model);
    }

    /** Gives up all work, and frees what is loaded. */
    @Override
    public synchronized void close() {
        closed = true;
        if (queue.close()) {
            for (RunModel model : opened) {
                try {
                    model.close();
                } catch (IOException e) {
                    progress.note("A run was not closed: " + e.getMessage());
                }
            }
        }
    }
}
