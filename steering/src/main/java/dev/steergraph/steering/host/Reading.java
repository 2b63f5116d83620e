package dev.steergraph.steering.host;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.steergraph.ingest.model.block.Input;
import dev.steergraph.ingest.model.engine.HostArrays;
import dev.steergraph.ingest.model.hook.HookWriter;
import dev.steergraph.ingest.sae.SaeEncoder.Codes;
import dev.steergraph.steering.measure.CodeReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the features that are active at each token of a text. */
record Reading(RunModel run, int... ids) {

    ReadText with(LoadedModel loaded) {
        long[] rows = IntStream.range(0, ids.length)
                .filter(this::isRow)
                .asLongStream()
                .toArray();
        CodeReader reader = loaded.reader(rows);
        if (rows.length > 0) {
            try (NDManager scope = loaded.model().manager().newSubManager()) {
                NDArray batch =
                        HostArrays.copy(scope, IntStream.of(ids).asLongStream().toArray(), new Shape(1, ids.length));
                loaded.model().forward(scope, Input.of(batch), reader, HookWriter.NONE);
            }
        }
        List<ReadText.SetCodes> sets = new ArrayList<>();
        for (int place = 0; place < loaded.sets().size(); place++) {
            RunModel.OfRun set = loaded.sets().get(place);
            sets.add(new ReadText.SetCodes(
                    set.set(),
                    set.hook(),
                    byToken(rows, rows.length == 0 ? null : reader.codes().get(place))));
        }
        return new ReadText(
                run.info().id(),
                IntStream.of(ids).mapToObj(run.vocabulary()::token).toList(),
                IntStream.range(0, ids.length).mapToObj(this::isRow).toList(),
                sets,
                run.notes());
    }

    private boolean isRow(int token) {
        return !run.unsteered().contains(ids[token], token == 0);
    }

    private List<List<ReadText.Active>> byToken(long[] rows, @Nullable Codes codes) {
        Map<Integer, List<ReadText.Active>> found = new HashMap<>();
        for (int row = 0; row < rows.length; row++) {
            Codes known = Objects.requireNonNull(codes);
            List<ReadText.Active> active = new ArrayList<>();
            for (long i = known.indptr()[row]; i < known.indptr()[row + 1]; i++) {
                active.add(new ReadText.Active(known.features()[(int) i], known.values()[(int) i]));
            }
            active.sort(Comparator.comparingDouble(ReadText.Active::value)
                    .reversed()
                    .thenComparingInt(ReadText.Active::index));
            found.put((int) rows[row], active);
        }
        return IntStream.range(0, ids.length)
                .mapToObj(token -> found.getOrDefault(token, List.of()))
                .toList();
    }
}
