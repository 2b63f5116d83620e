package dev.steergraph.ingest.checkpoint.hub;

import dev.steergraph.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Fetches one file into the cache. What was transferred before a break is kept and gone on with; the blob gets its name
 * only when its length and checksum are right.
 */
record Download(HubClient client, HubCache cache, String commit, RemoteFile file, HubProgress progress) {

    private static final int PIECE = 1 << 18;

    void run() throws IOException {
        Path blob = cache.blob(file.etag());
        CacheLock.holding(cache.lock(file.etag()), () -> {
            if (!Files.exists(blob)) {
                Files.createDirectories(blob.getParent());
                fetch(blob, cache.incomplete(file.etag()));
            }
            cache.link(commit, file.path(), file.etag());
        });
        progress.update(file.path(), file.size(), file.size());
    }

    private void fetch(Path blob, Path incomplete) throws IOException {
        boolean resumed = Files.exists(incomplete) && Files.size(incomplete) > 0;
        if (!transferred(incomplete)) {
            Files.delete(incomplete);
            // The beginning may have been another's; what comes in one piece must be right.
            if (!resumed || !transferred(incomplete)) {
                Files.deleteIfExists(incomplete);
                throw new UserError(file.path() + " of " + cache.id().name() + " arrived with another checksum than "
                        + file.etag() + ", which the hub announced; run the command again, or check HF_ENDPOINT.");
            }
        }
        Files.move(incomplete, blob, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Brings the file to its full length; whether its content is right. */
    private boolean transferred(Path incomplete) throws IOException {
        RetryPolicy retries = client.retryPolicy();
        while (true) {
            try (FileChannel out = FileChannel.open(
                    incomplete, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (out.size() > file.size()) {
                    out.truncate(0);
                }
                ContentDigest digest = digestOf(out);
                if (out.size() < file.size()) {
                    digest = transfer(out, digest, retries);
                }
                out.force(true);
                return digest.matches();
            } catch (LocalFailure e) {
                throw e.sentence(incomplete);
            } catch (IOException e) {
                retries.afterFailure(e);
            }
        }
    }

    private ContentDigest transfer(FileChannel out, ContentDigest begun, RetryPolicy retries) throws IOException {
        HttpResponse<InputStream> response = client.content(commit, file.path(), out.position());
        ContentDigest digest = begun;
        try (IdleTimeoutInputStream body = client.body(response)) {
            if (response.statusCode() != 206 && out.position() > 0) {
                // The server does not go on in the middle.
                out.truncate(0);
                digest = ContentDigest.of(file);
            }
            byte[] piece = new byte[PIECE];
            progress.update(file.path(), out.position(), file.size());
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                if (out.position() + n > file.size()) {
                    throw new RetryPolicy.TransientFailure("more than the announced " + file.size() + " bytes came", 0);
                }
                write(out, ByteBuffer.wrap(piece, 0, n));
                digest.update(piece, n);
                retries.reached(out.position());
                progress.update(file.path(), out.position(), file.size());
            }
        }
        if (out.position() < file.size()) {
            throw new RetryPolicy.TransientFailure(
                    "the connection broke off at byte " + out.position() + " of " + file.size(), 0);
        }
        return digest;
    }

    /** Reads what is there already; the channel is at its end afterwards. */
    private ContentDigest digestOf(FileChannel channel) throws IOException {
        ContentDigest digest = ContentDigest.of(file);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        while (channel.position() < channel.size() && channel.read(piece) >= 0) {
            digest.update(piece.array(), piece.position());
            piece.clear();
        }
        return digest;
    }

    private static void write(FileChannel out, ByteBuffer piece) throws LocalFailure {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }

    /** Writing failed here, which asking the hub again does not mend. */
    private static final class LocalFailure extends IOException {
        private static final long serialVersionUID = 1L;

        LocalFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }

        UserError sentence(Path file) {
            return new UserError(
                    file + " cannot be written (" + getMessage()
                            + "); make room there or set HF_HOME to another disk, the transfer goes on where it stopped.",
                    this);
        }
    }
}
