package dev.steergraph.ingest.extract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.Stopwatch;
import dev.steergraph.core.codes.Codes;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.Tensor;
import dev.steergraph.core.io.Written;
import dev.steergraph.core.run.OutlierTokens;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.batch.Sequence;
import dev.steergraph.ingest.corpus.batch.TextPart;
import dev.steergraph.ingest.extract.size.Outlook;
import dev.steergraph.ingest.sae.SaeEncoder;
import dev.steergraph.ingest.sae.run.CodeSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Writes the files of a part and enters them in the run. */
final class PartWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who hears of codes. */
    interface Listener {
        void add(int part, Map<String, Codes> codes, int[] documents) throws IOException;
    }

    private final RunDirectory run;
    private final PartFiles files;
    private final Listener statistics;
    private final ToIntFunction<HookPoint> widths;
    private final boolean pooled;
    private final Stopwatch clock;
    private final Outlook outlook;

    /**
     * @param statistics hears of the codes that are written
     * @param widths of the hook points
     * @param clock of the stage, so that no second is counted twice
     * @param outlook hears of the parts that are written
     */
    PartWriter(
            RunDirectory run,
            PartFiles files,
            Listener statistics,
            ToIntFunction<HookPoint> widths,
            boolean pooled,
            Stopwatch clock,
            Outlook outlook) {
        this.run = run;
        this.files = files;
        this.statistics = statistics;
        this.widths = widths;
        this.pooled = pooled;
        this.clock = clock;
        this.outlook = outlook;
    }

    /**
     * One part at a time: several devices share one manifest.
     *
     * @throws IOException also when the disk is full; what was finished before stays
     */
    synchronized void write(PartOutput output) throws IOException {
        TextPart part = output.part();
        try {
            long bytes = 0;
            List<Part> written = new ArrayList<>();
            int[] document = writeTokens(part, output.outliers(), written);
            written.add(writeDocuments(part));
            for (HookPoint hook : files.activations()) {
                written.add(writeActivations(
                        part, hook, output.activations().orElseThrow().of(hook)));
            }
            if (!files.sets().isEmpty()) {
                // First, so that a part that is finished for the extraction is so for the encoding as well.
                bytes += writeCodes(part, output, document);
            }
            run.addFiles(Stages.EXTRACT, written, clock.lap());
            bytes += written.stream().mapToLong(Part::bytes).sum();
            outlook.written(part.rows(), part.end().rows(), bytes);
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** @return bytes that were written */
    private long writeCodes(TextPart part, PartOutput output, int[] document) throws IOException {
        Map<String, Codes> made = new LinkedHashMap<>();
        List<Part> written = new ArrayList<>();
        for (CodeSet set : files.sets()) {
            SaeEncoder.Codes encoded = Objects.requireNonNull(output.codes().get(set));
            Codes codes = new Codes(
                    set.hook(), set.sae().dSae(), part.rows(), encoded.indptr(), encoded.features(), encoded.values());
            String path = PartPaths.codes(set.id(), part.number());
            written.add(Part.of(path, CodesFile.write(run.root().resolve(path), codes, document)));
            made.put(set.id(), codes);
        }
        run.addFiles(Stages.ENCODE, written, 0);
        statistics.add(part.number(), made, document);
        return written.stream().mapToLong(Part::bytes).sum();
    }

    private Part writeActivations(TextPart part, HookPoint hook, ByteBuffer values) throws IOException {
        String path = PartPaths.activations(hook, part.number());
        return Part.of(
                path,
                Safetensors.write(
                        run.root().resolve(path),
                        ordered("steergraph.activations", Map.of("hook", hook.toString())),
                        List.of(new Tensor(
                                "values", DType.F32, new long[] {part.rows(), widths.applyAsInt(hook)}, values))));
    }

    /** More can be said here than of other files: what was finished stays. */
    private IOException explained(IOException e) {
        return FileFault.isDiskFull(e) || FileFault.isDiskFull(e.getCause())
                ? new IOException(
                        "the disk that holds " + run.root()
                                + " is full; free some space, and the same command goes on from the last finished part.",
                        e)
                : e;
    }

    /**
     * A pooled row stands for a whole document: its id and position are -1.
     *
     * @param written takes the file
     * @return the document of each row
     */
    private int[] writeTokens(TextPart part, OutlierTokens outliers, List<Part> written) throws IOException {
        int[] ids = new int[part.rows()];
        long[] document = new long[part.rows()];
        int[] position = new int[part.rows()];
        int row = 0;
        if (pooled) {
            Arrays.fill(ids, -1);
            Arrays.fill(position, -1);
            for (Sequence sequence : part.sequences()) {
                for (int number : sequence.document()) {
                    if (number >= 0 && (row == 0 || document[row - 1] != number)) {
                        document[row++] = number;
                    }
                }
            }
        } else {
            for (Sequence sequence : part.sequences()) {
                for (int t = 0; t < sequence.length(); t++) {
                    if (sequence.document()[t] >= 0) {
                        ids[row] = sequence.ids()[t];
                        position[row] = t;
                        document[row++] = sequence.document()[t];
                    }
                }
            }
        }
        List<Tensor> tensors = new ArrayList<>(
                List.of(Tensor.of("ids", ids), Tensor.of("document", document), Tensor.of("position", position)));
        tensors.addAll(outliers.tensors());
        Map<String, String> metadata = new TreeMap<>(part.end().metadata());
        metadata.put(RowTally.SPECIAL_TOKENS, Long.toString(RowTally.specialTokens(part.sequences())));
        String path = PartPaths.tokens(part.number());
        written.add(Part.of(
                path, Safetensors.write(run.root().resolve(path), ordered("steergraph.tokens", metadata), tensors)));
        return Arrays.stream(document).mapToInt(Math::toIntExact).toArray();
    }

    private Part writeDocuments(TextPart part) throws IOException {
        String path = PartPaths.documents(part.number());
        Written written = AtomicFile.write(run.root().resolve(path), out -> {
            for (int i = 0; i < part.documents().size(); i++) {
                Document document = part.documents().get(i);
                ObjectNode line = JSON.createObjectNode();
                line.put("document", part.firstDocument() + i);
                line.put("id", document.id());
                line.put("text", document.text());
                line.put("category", document.category());
                out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return Part.of(path, written);
    }

    /** In one order, so that equal parts have equal bytes. */
    private static Map<String, String> ordered(String format, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", format);
        metadata.put("version", "1");
        metadata.putAll(new TreeMap<>(more));
        return metadata;
    }
}
