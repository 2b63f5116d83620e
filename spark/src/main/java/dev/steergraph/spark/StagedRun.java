package dev.steergraph.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A copy, on a local disk, of a run in a file system of Hadoop's, as stages map their files and rename them. Files are uploaded
 * whole, receipts after what they are of, and {@code run.json} by the driver alone, last.
 */
final class StagedRun {

    private static final String RECEIPTS = "receipts/";
    private static final String MANIFEST = "run.json";
    /** Each end has its own. */
    private static final List<String> LOCAL = List.of("run.lock", "verified.tsv");

    private final org.apache.hadoop.fs.Path remote;
    private final FileSystem files;
    private final Path local;
    /** What either side had when they were last alike, by path within the run. */
    private final Map<String, Seen> alike = new HashMap<>();

    /** A file at both ends; one that is written anew has another time there. */
    private record Seen(long remoteBytes, long remoteTime, long localBytes, long localTime) {}

    /** @param scratch local folder, in which the copy has the run's name */
    StagedRun(URI run, Configuration configuration, Path scratch) throws IOException {
        org.apache.hadoop.fs.Path given = new org.apache.hadoop.fs.Path(run);
        files = given.getFileSystem(configuration);
        remote = given.makeQualified(files.getUri(), files.getWorkingDirectory());
        local = Files.createDirectories(scratch).resolve(remote.getName());
    }

    /** The run as the stages' commands know it. */
    Path local() {
        return local;
    }

    /** Brings what is wanted and not here, or is newer there. */
    synchronized void pull(Predicate<String> wanted) throws IOException {
        for (Map.Entry<String, FileStatus> each : remoteFiles().entrySet()) {
            String path = each.getKey();
            FileStatus there = each.getValue();
            Seen seen = alike.get(path);
            boolean same = seen != null
                    && seen.remoteBytes == there.getLen()
                    && seen.remoteTime == there.getModificationTime()
                    && Files.exists(local.resolve(path));
            if (!same && wanted.test(path)) {
                Path target = local.resolve(path);
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                files.copyToLocalFile(false, there.getPath(), new org.apache.hadoop.fs.Path(target.toUri()), true);
                remember(path, there);
            }
        }
    }

    /** Uploads what a share has made; what is there already stays, as it has the same bytes. */
    synchronized void pushShare() throws IOException {
        // Receipts first, as the files of a receipt that is seen here are here, too.
        List<String> receipts = changed(path -> path.startsWith(RECEIPTS));
        List<String> others = changed(path -> !path.startsWith(RECEIPTS) && !path.equals(MANIFEST));
        for (String path : others) {
            upload(path);
        }
        for (String path : receipts) {
            upload(path);
        }
    }

    /** Makes the run what it is here. Only for the driver, while no share is at work. */
    synchronized void pushAll() throws IOException {
        for (String path : changed(path -> !path.equals(MANIFEST))) {
            upload(path);
        }
        if (!changed(MANIFEST::equals).isEmpty()) {
            upload(MANIFEST);
        }
        for (String path : List.copyOf(alike.keySet())) {
            if (!Files.exists(local.resolve(path))) {
                files.delete(new org.apache.hadoop.fs.Path(remote, path), false);
                alike.remove(path);
            }
        }
    }

    private Map<String, FileStatus> remoteFiles() throws IOException {
        Map<String, FileStatus> all = new HashMap<>();
        if (!files.exists(remote)) {
            return all;
        }
        String root = remote.toUri().getPath() + "/";
        RemoteIterator<LocatedFileStatus> each = files.listFiles(remote, true);
        while (each.hasNext()) {
            FileStatus file = each.next();
            String path = file.getPath().toUri().getPath().substring(root.length());
            if (!isTemporary(path)) {
                all.put(path, file);
            }
        }
        return all;
    }

    private static boolean isTemporary(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(".") || LOCAL.contains(path);
    }

    private List<String> changed(Predicate<String> wanted) throws IOException {
        List<String> all = new ArrayList<>();
        if (!Files.exists(local)) {
            return all;
        }
        Files.walkFileTree(local, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = local.relativize(file).toString().replace('\\', '/');
                Seen seen = alike.get(path);
                boolean same = seen != null
                        && seen.localBytes == attributes.size()
                        && seen.localTime == attributes.lastModifiedTime().toMillis();
                if (!same && !isTemporary(path) && wanted.test(path)) {
                    all.add(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // Temporary files of another share come and go.
                return FileVisitResult.CONTINUE;
            }
        });
        all.sort(Comparator.naturalOrder());
        return all;
    }

    /** Under a name of its own first, so that nobody sees a part of it; two who write the same do not disturb each other. */
    private void upload(String path) throws IOException {
        org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(remote, path);
        org.apache.hadoop.fs.Path temporary =
                new org.apache.hadoop.fs.Path(target.getParent(), "." + UUID.randomUUID() + "." + target.getName());
        files.mkdirs(target.getParent());
        files.copyFromLocalFile(
                false, true, new org.apache.hadoop.fs.Path(local.resolve(path).toUri()), temporary);
        if (!alike.containsKey(path)
                && files.exists(target)
                && files.getFileStatus(target).getLen() == Files.size(local.resolve(path))) {
            // Another has made the same.
            files.delete(temporary, false);
            remember(path, files.getFileStatus(target));
            return;
        }
        boolean moved = files.rename(temporary, target);
        for (int tries = 0; !moved && tries < 3; tries++) {
            files.delete(target, false);
            moved = files.rename(temporary, target);
        }
        if (!moved) {
            files.delete(temporary, false);
            throw new IOException(target + " cannot be written");
        }
        remember(path, files.getFileStatus(target));
    }

    private void remember(String path, FileStatus there) throws IOException {
        Path here = local.resolve(path);
        alike.put(
                path,
                new Seen(
                        there.getLen(),
                        there.getModificationTime(),
                        Files.size(here),
                        Files.getLastModifiedTime(here).toMillis()));
    }

    /** Removes the copy. */
    void delete() throws IOException {
        if (!Files.exists(local)) {
            return;
        }
        try (var all = Files.walk(local)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
