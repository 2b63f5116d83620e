package dev.steergraph.ingest.correlate;

import dev.steergraph.core.UserError;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.PartPaths;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.run.Share;
import dev.steergraph.core.run.SharedRun;
import dev.steergraph.core.run.StageState;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.core.table.EdgeFile;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.FeatureSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Files of the edges that shares found, by search; each search has all shares of some number of them. */
final class FoundShares {

    private final Map<String, List<Path>> files;

    private FoundShares(Map<String, List<Path>> files) {
        this.files = files;
    }

    /** @throws UserError naming the shares that are missing or damaged */
    static FoundShares of(RunDirectory run, List<String> searches) throws IOException {
        List<String> paths = run.stage(Stages.CORRELATE).map(StageState::parts).orElse(List.of()).stream()
                .map(Part::path)
                .toList();
        Map<String, List<Path>> files = new HashMap<>();
        for (String search : searches) {
            files.put(search, all(run, search, paths));
        }
        return new FoundShares(files);
    }

    private static List<Path> all(RunDirectory run, String search, List<String> paths) throws IOException {
        Map<Integer, BitSet> byNumber = new TreeMap<>();
        List<String> damaged = new ArrayList<>();
        for (String path : paths) {
            Optional<Share> share = PartPaths.edgeShare(search, path);
            if (share.isPresent()) {
                BitSet there = byNumber.computeIfAbsent(share.get().of(), of -> new BitSet());
                boolean isSound = run.part(Stages.CORRELATE, path).isPresent();
                there.set(share.get().index(), isSound);
                damaged.addAll(isSound ? List.of() : List.of(path));
            }
        }
        // The run may have been shared in several ways, and only one of them has been seen through.
        Map.Entry<Integer, BitSet> most = byNumber.entrySet().stream()
                .max(Comparator.comparingDouble(FoundShares::completeness))
                .orElseThrow(() -> new UserError("Run " + run.root() + " has no share of its correlations (" + search
                        + "); run \"" + Stages.CORRELATE.command() + " --part I/N\" first, for each I below N."));
        int of = most.getKey();
        int[] missing =
                IntStream.range(0, of).filter(i -> !most.getValue().get(i)).toArray();
        if (missing.length > 0) {
            throw SharedRun.missing(run, Stages.CORRELATE, missing, of, damaged);
        }
        return IntStream.range(0, of)
                .mapToObj(i -> run.root().resolve(PartPaths.edges(search, new Share(i, of))))
                .toList();
    }

    private static double completeness(Map.Entry<Integer, BitSet> shares) {
        return shares.getValue().cardinality() / (double) shares.getKey();
    }

    EdgeList edges(String search, FeatureSpace space) {
        return EdgeList.joined(
                space,
                Objects.requireNonNull(files.get(search)).stream()
                        .map(file -> EdgeFile.read(file, space))
                        .toList());
    }
}
