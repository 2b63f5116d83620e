package dev.steergraph.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import dev.steergraph.core.io.AtomicFile;
import dev.steergraph.core.io.FileFault;
import dev.steergraph.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json} on disk. Its last field is a checksum of all others, whatever the white space between them; early runs have
 * none.
 */
final class ManifestFile {

    static final String NAME = "run.json";

    private static final String CHECKSUM = "sha256";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ManifestFile() {}

    static void write(Path file, RunManifest manifest) throws IOException {
        ObjectNode fields = JSON.valueToTree(manifest);
        fields.put(CHECKSUM, checksum(fields));
        byte[] bytes = JSON.writeValueAsBytes(fields);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** @throws UserError if the file is no manifest of this format and version, cannot be read, or was damaged or changed by hand */
    static RunManifest read(Path file) {
        return FileFault.reading(file, () -> parse(file));
    }

    private static RunManifest parse(Path file) throws IOException {
        RunManifest manifest;
        @Nullable String said;
        String found;
        try {
            if (!(JSON.readTree(file.toFile()) instanceof ObjectNode fields)) {
                throw new UserError(file + " is no manifest of a run: it holds no JSON object.");
            }
            JsonNode checksum = fields.remove(CHECKSUM);
            said = checksum == null ? null : checksum.asText();
            found = checksum(fields);
            manifest = JSON.treeToValue(fields, RunManifest.class);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " is no manifest of a run: " + e.getOriginalMessage() + ".", e);
        }
        if (!RunManifest.FORMAT.equals(manifest.format()) || manifest.version() != RunManifest.VERSION) {
            throw new UserError(file + " should be of format " + RunManifest.FORMAT + " version " + RunManifest.VERSION
                    + ", it is " + manifest.format() + " version " + manifest.version() + ".");
        }
        if (said != null && !said.equals(found)) {
            throw new UserError(file + " is damaged: it is not what was written, as its last field \"" + CHECKSUM
                    + "\" shows; take it from a copy of the run, or remove that field if you changed the file"
                    + " yourself.");
        }
        return manifest;
    }

    private static String checksum(ObjectNode fields) throws JsonProcessingException {
        MessageDigest digest = Sha256.digest();
        return HexFormat.of()
                .formatHex(digest.digest(JSON.writer()
                        .without(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsBytes(fields)));
    }
}
