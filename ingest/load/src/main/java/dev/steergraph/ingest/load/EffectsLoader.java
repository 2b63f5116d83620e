package dev.steergraph.ingest.load;

import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Writes measured effects to the features of a loaded run, in batches: {@code MOVES} for the pairs that move, and on each feature
 * that was steered by how much, and which tokens it raised and lowered.
 *
 * <p>The Run node carries the fingerprint of the effects, set last: the same again changes nothing, others replace them, and where
 * none are measured any more those that are there go.
 */
final class EffectsLoader {

    private static final int BATCH = 5_000;

    private final Driver driver;
    private final String database;
    private final LoadProgress progress;

    EffectsLoader(Driver driver, String database, LoadProgress progress) {
        this.driver = driver;
        this.database = database;
        this.progress = progress;
    }

    /** @return how many MOVES relationships the graph holds of the run */
    long load(LoadInput input, Optional<MeasuredEffects> measured) {
        String run = input.run().value();
        @Nullable
        String fingerprint = measured.map(MeasuredEffects::fingerprint).orElse(null);
        int[] moving = measured.map(MeasuredEffects::moving).orElse(new int[0]);
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            Record before = state(session, run);
            if (before.get("moves").asLong() == moving.length
                    && before.get("effects")
                            .asString("")
                            .equals(measured.map(MeasuredEffects::fingerprint).orElse(""))) {
                return moving.length;
            }
            finish(session, run, null);
            Clearing clearing = new Clearing(session, input.run(), progress);
            clearing.moves();
            clearing.steered();
            measured.ifPresent(effects -> {
                steered(session, input, effects);
                moves(session, input, effects, moving);
            });
            finish(session, run, fingerprint);
            long moves = state(session, run).get("moves").asLong();
            if (moves != moving.length) {
                throw new IllegalStateException("the graph holds " + moves + " effects of run " + run + " instead of "
                        + moving.length + "; load the run again");
            }
            return moves;
        }
    }

    private void steered(Session session, LoadInput input, MeasuredEffects effects) {
        List<Object> rows = new ArrayList<>();
        effects.steered()
                .forEach((feature, strength) -> rows.add(Arrays.asList(
                        input.key(feature), strength, effects.texts(feature, true), effects.texts(feature, false))));
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Object> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            write(session, "steered", Map.of("rows", batch));
        }
    }

    private void moves(Session session, LoadInput input, MeasuredEffects effects, int[] moving) {
        for (int from = 0; from < moving.length; from += BATCH) {
            int to = Math.min(moving.length, from + BATCH);
            write(session, "moves", Map.of("rows", rows(input, effects, Arrays.copyOfRange(moving, from, to))));
            progress.update("effects", to);
        }
    }

    /** {@code [source, [[target, properties...], ...]]} for each run of pairs with one source. */
    private static List<Object> rows(LoadInput input, MeasuredEffects effects, int[] pairs) {
        List<Object> rows = new ArrayList<>();
        List<Object> targets = new ArrayList<>();
        for (int i = 0; i < pairs.length; i++) {
            int source = effects.effects().source()[pairs[i]];
            List<Object> target = new ArrayList<>();
            target.add(input.key(effects.effects().target()[pairs[i]]));
            target.addAll(effects.properties(pairs[i]));
            targets.add(target);
            if (i + 1 == pairs.length || source != effects.effects().source()[pairs[i + 1]]) {
                rows.add(List.of(input.key(source), targets));
                targets = new ArrayList<>();
            }
        }
        return rows;
    }

    private static Record state(Session session, String run) {
        String statement = CypherFile.load("load/effects-loaded.cypher").statement();
        return session.executeRead(tx -> tx.run(statement, Map.of("run", run)).single());
    }

    private static void finish(Session session, String run, @Nullable String fingerprint) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("run", run);
        parameters.put("effects", fingerprint);
        write(session, "effects-finish", parameters);
    }

    private static void write(Session session, String file, Map<String, ? extends @Nullable Object> parameters) {
        String statement = CypherFile.load("load/" + file + ".cypher").statement();
        Map<String, Object> given = new HashMap<>();
        parameters.forEach(given::put);
        session.executeWriteWithoutResult(tx -> tx.run(statement, given).consume());
    }
}
