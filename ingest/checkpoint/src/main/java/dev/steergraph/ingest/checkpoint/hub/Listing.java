package dev.steergraph.ingest.checkpoint.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steergraph.core.UserError;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of one commit of a repository.
 *
 * @param files paths relative to the repository
 * @param tree as in {@code trees/<commit>.json}: per path its size, blob_id, lfs_sha256 and lfs_size; nothing where the hub
 *     did not say
 */
record Listing(String commit, Set<String> files, Optional<ObjectNode> tree) {

    /** @param answer the hub's description of a revision: sha and siblings, each with an rfilename */
    static Listing ofRevision(JsonNode answer) {
        Set<String> files = new TreeSet<>();
        ObjectNode tree = new ObjectMapper().createObjectNode();
        for (JsonNode sibling : answer.path("siblings")) {
            String file = checked(sibling.path("rfilename").asText());
            files.add(file);
            if (sibling.hasNonNull("size") && sibling.hasNonNull("blobId")) {
                ObjectNode entry = tree.putObject(file);
                entry.set("size", sibling.get("size"));
                entry.set("blob_id", sibling.get("blobId"));
                if (sibling.path("lfs").hasNonNull("sha256")) {
                    entry.set("lfs_sha256", sibling.get("lfs").get("sha256"));
                    entry.set("lfs_size", sibling.get("lfs").get("size"));
                }
            }
        }
        String commit = answer.path("sha").asText();
        if (!RepositoryId.isCommit(commit)) {
            throw new UserError(
                    "The hub calls the revision \"" + commit + "\", which is no commit; check HF_ENDPOINT.");
        }
        return new Listing(commit, files, Optional.of(tree).filter(all -> all.size() == files.size()));
    }

    /** @param tree the files of {@code trees/<commit>.json}, by path */
    static Listing ofTree(String commit, JsonNode tree) {
        Set<String> files = new TreeSet<>();
        tree.fieldNames().forEachRemaining(name -> files.add(checked(name)));
        return new Listing(commit, files, Optional.empty());
    }

    /** Size of a file in bytes, if the hub gave it. */
    OptionalLong size(String file) {
        return tree.map(known -> OptionalLong.of(known.path(file).path("size").asLong()))
                .orElse(OptionalLong.empty());
    }

    /** A path that stays inside the folder that it is resolved against. */
    static String checked(String file) {
        for (String part : file.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.matches(".*[\\\\:\\p{Cntrl}].*")) {
                throw new UserError("\"" + file + "\" is no path of a file inside a repository; it is not fetched.");
            }
        }
        return file;
    }
}
