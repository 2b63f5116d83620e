package dev.steergraph.analytics.community;

import dev.steergraph.core.id.RunId;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.TransactionContext;

/** Replaces a run's communities inside one transaction: readers see the old ones or the new ones. */
final class CommunityWriter {

    private static final int BATCH = 5_000;

    private final TransactionContext tx;
    private final RunId run;

    CommunityWriter(TransactionContext tx, RunId run) {
        this.tx = tx;
        this.run = run;
    }

    void replace(Communities found, TokenLabels labels) {
        CypherFile.load("analytics/communities-clear.cypher")
                .statements()
                .forEach(s -> tx.run(s, Map.of("run", run.value())).consume());
        inBatches("communities-write", features(found));
        for (int level = 0; level < found.levels().size(); level++) {
            inBatches("communities-create", communities(level, found.levels().get(level), labels));
        }
    }

    private static List<Map<String, Object>> features(Communities found) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < found.members().size(); i++) {
            Member member = found.members().get(i);
            List<Integer> path = found.path(i);
            Map<String, Object> row = new HashMap<>();
            row.put("key", member.key());
            row.put("community", path == null ? null : path.get(path.size() - 1));
            row.put("path", path);
            row.put("pageRank", member.pageRank());
            row.put("degree", member.degree());
            row.put("strength", member.weightedDegree());
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> communities(int level, Level partition, TokenLabels labels) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Member> community : partition.communities()) {
            int number = rows.size();
            rows.add(Map.of(
                    "id",
                    run + "/" + level + "/" + number,
                    "level",
                    level,
                    "number",
                    number,
                    "label",
                    labels.of(community),
                    "members",
                    community.stream().map(Member::key).toList()));
        }
        return rows;
    }

    private void inBatches(String name, List<Map<String, Object>> rows) {
        String statement = CypherFile.load("analytics/" + name + ".cypher").statement();
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Map<String, Object>> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            tx.run(statement, Map.of("run", run.value(), "rows", batch)).consume();
        }
    }
}
