package dev.steergraph.core.codes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.UserError;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.Half;
import dev.steergraph.core.io.Safetensors;
import dev.steergraph.core.io.WholeNumbers;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latents that EleutherAI's delphi caches for one module: a folder with a file for each range of latents,
 * {@code <first>_<last>.safetensors}, and {@code config.json}. Letters: S sequences of C tokens.
 *
 * <pre>
 * locations    U16|U32|I64[nnz, 3]   sequence, position, latent − first
 * activations  F16|F32[nnz]
 * tokens       I64[S, C]             the same in every file; may be missing
 * </pre>
 *
 * <p>Every token is a row, row s·C + c for position c of sequence s; a sequence is a document.
 *
 * @see <a href="https://github.com/EleutherAI/delphi">delphi</a>
 */
public final class DelphiCache {

    public static final String CONFIG = "config.json";
    private static final long MOST_ROWS = Integer.MAX_VALUE - 9L;
    private static final long SPARE_ROWS = 1_000_000;
    private static final long ROWS_PER_VALUE = 1_000;
    private static final Pattern SPLIT = Pattern.compile("(\\d{1,9})_(\\d{1,9})\\.safetensors");

    private DelphiCache() {}

    /**
     * What a cache holds.
     *
     * @param document int[rows], the sequence of each row
     * @param tokens int[rows], ids; null if the cache has none
     * @param context C
     */
    public record Content(Codes codes, int[] document, int @Nullable [] tokens, int context) {}

    private record Split(Path path, int first, int last) {}

    /** One file, opened. */
    private record Opened(Safetensors file, int first, WholeNumbers locations, Activations activations, int size) {}

    private interface Activations {
        float get(int at);
    }

    /** Whether a folder looks like one. */
    public static boolean isOne(Path folder) throws IOException {
        return Files.isDirectory(folder) && !splits(folder).isEmpty();
    }

    /**
     * Reads a module's folder.
     *
     * @param hook that its codes are of
     * @throws UserError if it is no such folder, files are missing, or locations lie outside of what the files say
     */
    public static Content read(Path folder, HookPoint hook) throws IOException {
        return FileFault.reading(folder, () -> content(folder, hook));
    }

    private static Content content(Path folder, HookPoint hook) throws IOException {
        List<Split> splits = splits(folder);
        if (splits.isEmpty()) {
            throw new UserError(folder + " is no cache of delphi: it has no files such as 0_3275.safetensors.");
        }
        int next = 0;
        for (Split split : splits) {
            if (split.first() != next || split.last() < split.first()) {
                throw new UserError(folder + ": a file that begins with latent " + next + " was expected, "
                        + split.path().getFileName() + " was found; cache the module again.");
            }
            next = split.last() + 1;
        }
        CodesPart.requireFeatures(folder, next);
        int dSae = next;
        List<Opened> files = new ArrayList<>();
        int @Nullable [] shape = null;
        int @Nullable [] tokens = null;
        for (Split split : splits) {
            Opened file = open(split);
            files.add(file);
            if (file.file().has("tokens")) {
                WholeNumbers ids = WholeNumbers.open(file.file(), "tokens", 2);
                int[] found = {Math.toIntExact(ids.shape()[0]), Math.toIntExact(ids.shape()[1])};
                if (shape == null) {
                    shape = found;
                    tokens = new int[Math.multiplyExact(found[0], found[1])];
                    for (int r = 0; r < tokens.length; r++) {
                        tokens[r] = ids.get(r);
                    }
                } else if (shape[0] != found[0] || shape[1] != found[1]) {
                    throw new UserError(split.path() + ": tokens should have the shape [" + shape[0] + ", " + shape[1]
                            + "] of the files before, it has [" + found[0] + ", " + found[1] + "].");
                }
            }
        }
        if (shape == null) {
            shape = new int[] {sequences(files), context(folder)};
        }
        Codes codes = codes(files, hook, dSae, shape[0], shape[1]);
        int[] document = new int[codes.rows()];
        for (int r = 0; r < document.length; r++) {
            document[r] = r / shape[1];
        }
        return new Content(codes, document, tokens, shape[1]);
    }

    private static List<Split> splits(Path folder) throws IOException {
        List<Split> splits = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path path : files) {
                Matcher matcher = SPLIT.matcher(path.getFileName().toString());
                if (matcher.matches()) {
                    splits.add(new Split(path, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
                }
            }
        }
        splits.sort(Comparator.comparingInt(Split::first));
        return splits;
    }

    private static Opened open(Split split) throws IOException {
        Safetensors file = Safetensors.open(split.path());
        WholeNumbers locations = WholeNumbers.open(file, "locations", 2);
        Activations activations;
        int size;
        if (file.dtype("activations").orElse(DType.F16) == DType.F32) {
            var values = file.tensor("activations", DType.F32, 1).data().asFloatBuffer();
            size = values.limit();
            activations = values::get;
        } else {
            ShortBuffer values = file.tensor("activations", DType.F16, 1).data().asShortBuffer();
            size = values.limit();
            activations = at -> Half.value(values.get(at));
        }
        if (locations.shape()[0] != size || locations.shape()[1] != 3) {
            throw new UserError(split.path() + ": locations should have the shape [" + size + ", 3], it has ["
                    + locations.shape()[0] + ", " + locations.shape()[1] + "].");
        }
        return new Opened(file, split.first(), locations, activations, size);
    }

    private static Codes codes(List<Opened> files, HookPoint hook, int dSae, int sequences, int context) {
        int rows = rows(files, sequences, context);
        long[] indptr = new long[rows + 1];
        for (int f = 0; f < files.size(); f++) {
            Opened file = files.get(f);
            int width = (f + 1 < files.size() ? files.get(f + 1).first() : dSae) - file.first();
            for (int e = 0; e < file.size(); e++) {
                check(file, e, sequences, context, width);
                if (file.activations().get(e) != 0) {
                    indptr[row(file, e, context) + 1]++;
                }
            }
        }
        for (int r = 0; r < rows; r++) {
            indptr[r + 1] += indptr[r];
        }
        if (indptr[rows] > Integer.MAX_VALUE - 8) {
            throw new UserError(files.get(0).file().file() + " and the files beside it hold " + indptr[rows]
                    + " values, more than the 2,147,483,639 that can be held at once.");
        }
        int[] indices = new int[(int) indptr[rows]];
        float[] values = new float[indices.length];
        int[] filled = new int[rows];
        for (Opened file : files) {
            for (int e = 0; e < file.size(); e++) {
                float value = file.activations().get(e);
                if (value != 0) {
                    int row = row(file, e, context);
                    int feature = file.first() + file.locations().get(3 * e + 2);
                    insert(file, indices, values, (int) indptr[row], filled[row]++, feature, value);
                }
            }
        }
        return new Codes(hook, dSae, rows, indptr, indices, values);
    }

    /** One wrong location of a cache without tokens must not ask for more memory than the machine has. */
    private static int rows(List<Opened> files, int sequences, int context) {
        long rows = (long) sequences * context;
        long values = files.stream().mapToLong(Opened::size).sum();
        if (rows > Math.min(MOST_ROWS, SPARE_ROWS + ROWS_PER_VALUE * values)) {
            throw new UserError(files.get(0).file().file() + " and the files beside it speak of " + sequences
                    + " sequences of " + context + " tokens, too many for their " + values
                    + " values; cache the module again.");
        }
        return (int) rows;
    }

    private static int row(Opened file, int e, int context) {
        return file.locations().get(3 * e) * context + file.locations().get(3 * e + 1);
    }

    private static void check(Opened file, int e, int sequences, int context, int width) {
        int sequence = file.locations().get(3 * e);
        int position = file.locations().get(3 * e + 1);
        int latent = file.locations().get(3 * e + 2);
        if (sequence >= sequences || position >= context || latent >= width) {
            throw new UserError(file.file().file() + ": location " + e + " is [" + sequence + ", " + position + ", "
                    + latent + "], outside of " + sequences + " sequences, " + context + " tokens and " + width
                    + " latents.");
        }
        if (!Float.isFinite(file.activations().get(e))) {
            throw new UserError(file.file().file() + ": activation " + e + " is "
                    + file.activations().get(e) + ", which is not finite.");
        }
    }

    /** Latents of a row come in ascending order, as delphi writes them; others are moved to their place. */
    private static void insert(
            Opened file, int[] indices, float[] values, int start, int filled, int feature, float value) {
        int at = start + filled;
        while (at > start && indices[at - 1] > feature) {
            indices[at] = indices[at - 1];
            values[at] = values[at - 1];
            at--;
        }
        if (at > start && indices[at - 1] == feature) {
            throw new UserError(file.file().file() + ": latent " + feature + " fires twice on one token.");
        }
        indices[at] = feature;
        values[at] = value;
    }

    /** Without tokens only the locations tell how many there are. */
    private static int sequences(List<Opened> files) {
        int sequences = 0;
        for (Opened file : files) {
            for (int e = 0; e < file.size(); e++) {
                sequences = Math.max(sequences, file.locations().get(3 * e) + 1);
            }
        }
        return sequences;
    }

    private static int context(Path folder) throws IOException {
        Path file = folder.resolve(CONFIG);
        JsonNode config = Files.exists(file) ? FileFault.reading(file, () -> json(file)) : null;
        for (String name : new String[] {"cache_ctx_len", "ctx_len"}) {
            if (config != null && config.path(name).asInt() > 0) {
                return config.path(name).asInt();
            }
        }
        throw new UserError(folder + ": neither tokens in its files nor ctx_len in config.json say how long sequences"
                + " are; cache the module again with tokens.");
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }
}
