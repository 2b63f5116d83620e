package dev.steergraph.ingest.checkpoint.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One repository in the cache that all tools of the hub share.
 *
 * <pre>
 * hub/models--org--name/blobs/&lt;etag&gt;                    the contents
 *                      /snapshots/&lt;commit&gt;/&lt;path&gt;      relative links to them
 *                      /refs/&lt;branch or tag&gt;            its commit
 *                      /trees/&lt;commit&gt;.json              what the commit consists of
 * hub/.locks/models--org--name/&lt;etag&gt;.lock
 * </pre>
 *
 * @see <a href="https://huggingface.co/docs/huggingface_hub/guides/manage-cache">the layout</a>
 */
record HubCache(Path root, RepositoryId id) {

    private Path repository() {
        return root.resolve(id.folder());
    }

    Path snapshot(String commit) {
        return repository().resolve("snapshots").resolve(commit);
    }

    Path blob(String etag) {
        return repository().resolve("blobs").resolve(etag);
    }

    /** Where a blob grows; a name of our own, as other tools write to theirs without minding our locks. */
    Path incomplete(String etag) {
        return blob(etag + ".steergraph.incomplete");
    }

    Path lock(String etag) {
        return root.resolve(".locks").resolve(id.folder()).resolve(etag + ".lock");
    }

    Path tree(String commit) {
        return repository().resolve("trees").resolve(commit + ".json");
    }

    /** The commit that the revision was when it was last fetched. */
    Optional<String> commit() throws IOException {
        if (id.isCommit()) {
            return Optional.of(id.revision());
        }
        Path ref = repository().resolve("refs").resolve(id.revision());
        return Files.isRegularFile(ref)
                ? Optional.of(Files.readString(ref).strip()).filter(RepositoryId::isCommit)
                : Optional.empty();
    }

    /** Remembers which commit the revision is. */
    void remember(String commit) throws IOException {
        if (!id.revision().equals(commit) && !commit().equals(Optional.of(commit))) {
            AtomicFile.write(
                    repository().resolve("refs").resolve(id.revision()),
                    out -> out.write(commit.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** The files of a commit, if they are known without asking. */
    Optional<Listing> listing(String commit) throws IOException {
        if (!Files.isRegularFile(tree(commit))) {
            return Optional.empty();
        }
        try {
            JsonNode tree = new ObjectMapper().readTree(tree(commit).toFile());
            return tree.path("format_version").asInt() == 1
                    ? Optional.of(Listing.ofTree(commit, tree.path("files")))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            // A memory that was damaged is one we do not have.
            return Optional.empty();
        }
    }

    /** Remembers the files of a commit, which never change. */
    void remember(Listing listing) throws IOException {
        if (listing.tree().isPresent() && !Files.exists(tree(listing.commit()))) {
            ObjectMapper json = new ObjectMapper();
            ObjectNode root = json.createObjectNode().put("format_version", 1);
            root.set("files", listing.tree().get());
            AtomicFile.write(tree(listing.commit()), out -> out.write(json.writeValueAsBytes(root)));
        }
    }

    /** Makes a blob appear under its path. */
    void link(String commit, String file, String etag) throws IOException {
        Path pointer = snapshot(commit).resolve(file);
        Path folder = pointer.resolveSibling("");
        Files.createDirectories(folder);
        Path blob = folder.relativize(blob(etag));
        try {
            createLink(pointer, blob);
        } catch (UnsupportedOperationException e) {
            // A file system without links: the content is there twice.
            AtomicFile.writePath(
                    pointer, temporary -> Files.copy(blob(etag), temporary, StandardCopyOption.REPLACE_EXISTING));
        }
    }

    private static void createLink(Path pointer, Path blob) throws IOException {
        try {
            Files.createSymbolicLink(pointer, blob);
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(pointer)) {
                Files.delete(pointer); // a link to a blob that somebody has deleted
                Files.createSymbolicLink(pointer, blob);
            }
        }
    }
}
