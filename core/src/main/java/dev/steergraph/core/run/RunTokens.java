package dev.steergraph.core.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a run: which token each is, and of which document.
 *
 * @param ids int[rows]; -1 where a row is a whole document
 * @param document int[rows], not falling
 * @param partRows rows of each part
 */
public record RunTokens(int[] ids, int[] document, int[] partRows) {

    public static RunTokens read(RunDirectory run) throws IOException {
        List<int[]> ids = new ArrayList<>();
        List<int[]> documents = new ArrayList<>();
        for (Part part : run.finished(Stages.EXTRACT).parts()) {
            if (part.path().startsWith(PartPaths.TOKENS + "/part-")) {
                Safetensors file = Safetensors.open(run.root().resolve(part.path()));
                int[] tokens = new int[(int) file.tensor("ids", DType.I32, 1).size()];
                file.tensor("ids", DType.I32, 1).data().asIntBuffer().get(tokens);
                LongBuffer wide = file.tensor("document", DType.I64, 1).data().asLongBuffer();
                int[] document = new int[tokens.length];
                for (int r = 0; r < document.length; r++) {
                    document[r] = Math.toIntExact(wide.get(r));
                }
                ids.add(tokens);
                documents.add(document);
            }
        }
        int[] partRows = ids.stream().mapToInt(part -> part.length).toArray();
        return new RunTokens(join(ids), join(documents), partRows);
    }

    public int rows() {
        return ids.length;
    }

    /** The first row of a part; of the number of parts, the number of rows. */
    public int firstRow(int part) {
        return Arrays.stream(partRows, 0, part).sum();
    }

    /** The place of each row in the sequence that the model read, special tokens counted; -1 for a whole document. */
    public static int[] positions(RunDirectory run) throws IOException {
        List<int[]> parts = new ArrayList<>();
        for (Part part : run.finished(Stages.EXTRACT).parts()) {
            if (part.path().startsWith(PartPaths.TOKENS + "/part-")) {
                Safetensors file = Safetensors.open(run.root().resolve(part.path()));
                int[] positions =
                        new int[(int) file.tensor("position", DType.I32, 1).size()];
                file.tensor("position", DType.I32, 1).data().asIntBuffer().get(positions);
                parts.add(positions);
            }
        }
        return join(parts);
    }

    /** Whether each row is a mean over a document. */
    public boolean pooled() {
        return rows() > 0 && ids[0] < 0;
    }

    public int documentCount() {
        return rows() == 0 ? 0 : document[rows() - 1] + 1;
    }

    /** First row of each document, and the number of rows at the end: int[documents + 1]. */
    public int[] documentStart() {
        int[] start = new int[documentCount() + 1];
        Arrays.fill(start, rows());
        for (int r = rows() - 1; r >= 0; r--) {
            start[document[r]] = r;
        }
        for (int document = start.length - 2; document >= 0; document--) {
            // A document of which every row was left out has none, where the next one begins.
            start[document] = Math.min(start[document], start[document + 1]);
        }
        return start;
    }

    /** The texts of the run's documents, by number. */
    public static List<Document> documents(RunDirectory run) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Document> documents = new ArrayList<>();
        for (Part part : run.finished(Stages.EXTRACT).parts()) {
            if (part.path().startsWith(PartPaths.TOKENS + "/documents-")) {
                for (String line : Files.readAllLines(run.root().resolve(part.path()))) {
                    JsonNode node = json.readTree(line);
                    documents.add(new Document(
                            node.path("id").textValue(),
                            node.get("text").asText(),
                            node.get("category").textValue()));
                }
            }
        }
        return documents;
    }

    private static int[] join(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }
}
