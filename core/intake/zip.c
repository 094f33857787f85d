/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/zip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const uint32_t IN_ZIP64 = 0xFFFFFFFF; /* a size that stands in a field of its own */

enum {
  END_SIZE = 22, /* end of central directory, without its comment */
  COMMENT_MAX = 65535,
  CENTRAL_SIZE = 46,
  LOCAL_SIZE = 30,
  CENTRAL_MAX = 16 * 1024 * 1024,
  FREE_OUTPUT = 1024 * 1024, /* inflated before the ratio counts */
  PIECE = 64 * 1024,
  STORED = 0,
  DEFLATED = 8,
  ENCRYPTED = 1,
  SIZES_FOLLOW = 8, /* flag: check sum and sizes stand after the data, zeros in the local header */
  NAME_MAX_SIZE = 1024,
  FIELDS_MAX = 1024
};

typedef struct zip_entry {
  const char *name; /* in the directory's bytes, terminated by us */
  uint16_t flags, method;
  uint32_t crc, packed, offset;
} zip_entry;

struct steg_zip {
  int fd;
  uint64_t size;
  unsigned char *directory;
  char *names;
  zip_entry *entries;
  size_t count;
  uint64_t total; /* inflated so far, over all parts */
};

static uint32_t u16(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

static uint32_t u32(const unsigned char *bytes) {
  return u16(bytes) | u16(bytes + 2) << 16;
}

static bool read_at(int fd, void *bytes, size_t size, uint64_t offset) {
  for (size_t done = 0; done < size;) {
    ssize_t got = pread(fd, (char *)bytes + done, size - done, (off_t)(offset + done));
    if (got <= 0)
      return false;
    done += (size_t)got;
  }
  return true;
}

/* The end record is the last 22 bytes, or stands before a comment of the length it states itself. Where two could be it, two
 * readers could see two files. */
static bool find_end(int fd, uint64_t size, unsigned char end[END_SIZE]) {
  size_t span = size < END_SIZE + COMMENT_MAX ? (size_t)size : END_SIZE + COMMENT_MAX;
  unsigned char *tail = size < END_SIZE ? NULL : malloc(span);
  int found = 0;
  if (tail && read_at(fd, tail, span, size - span))
    for (size_t at = span - END_SIZE + 1; at-- > 0;)
      if (u32(tail + at) == 0x06054b50 && at + END_SIZE + u16(tail + at + 20) == span) {
        memcpy(end, tail + at, END_SIZE);
        found++;
      }
  free(tail);
  return found == 1;
}

static int compare_names(const void *a, const void *b) {
  return strcasecmp(((const zip_entry *)a)->name, ((const zip_entry *)b)->name);
}

/* A name that a program unpacking the file would write somewhere else. */
static bool leads_out(const char *name) {
  if (*name == '/' || strchr(name, '\\') || strchr(name, ':'))
    return true;
  for (const char *at = name; (at = strstr(at, "..")); at += 2)
    if ((at == name || at[-1] == '/') && (at[2] == '/' || !at[2]))
      return true;
  return false;
}

/* The packed size in a ZIP64 field (id 1), where the size itself says that it stands there: behind the size when inflated, if that
 * one too is there. Beyond 4 GB nothing is read anyway. */
static bool zip64_size(const unsigned char *fields, size_t size, bool with_full, uint32_t *ret_size) {
  for (size_t at = 0; at + 4 <= size;) {
    size_t length = u16(fields + at + 2), skip = with_full ? 8 : 0;
    if (length > size - at - 4)
      return false;
    if (u16(fields + at) == 1) {
      if (length < skip + 8 || u32(fields + at + 4 + skip + 4))
        return false;
      *ret_size = u32(fields + at + 4 + skip);
      return true;
    }
    at += 4 + length;
  }
  return false;
}

/* Entries of the directory's bytes; names are copied so that they end. */
static steg_finding_id read_entries(steg_zip *zip, size_t size, size_t count) {
  size_t at = 0, names_used = 0;
  zip->entries = calloc(count ? count : 1, sizeof *zip->entries);
  zip->names = malloc(size + count + 1);
  if (!zip->entries || !zip->names)
    return STEG_FINDING_COUNT;
  for (size_t i = 0; i < count; i++) {
    const unsigned char *record = zip->directory + at;
    if (size - at < CENTRAL_SIZE || u32(record) != 0x02014b50)
      return STEG_FINDING_ZIP;
    size_t name_size = u16(record + 28), more = u16(record + 30) + u16(record + 32);
    if (size - at - CENTRAL_SIZE < name_size + more || memchr(record + CENTRAL_SIZE, '\0', name_size))
      return STEG_FINDING_ZIP;
    char *name = zip->names + names_used;
    memcpy(name, record + CENTRAL_SIZE, name_size);
    name[name_size] = '\0';
    names_used += name_size + 1;
    zip->entries[i] = (zip_entry){.name = name,
                                  .flags = (uint16_t)u16(record + 8),
                                  .method = (uint16_t)u16(record + 10),
                                  .crc = u32(record + 16),
                                  .packed = u32(record + 20),
                                  .offset = u32(record + 42)};
    if (leads_out(name))
      return STEG_FINDING_ZIP_PATH;
    if (zip->entries[i].packed == IN_ZIP64 && !zip64_size(record + CENTRAL_SIZE + name_size, u16(record + 30),
                                                          u32(record + 24) == IN_ZIP64, &zip->entries[i].packed))
      return STEG_FINDING_ZIP;
    at += CENTRAL_SIZE + name_size + more;
  }
  zip->count = count;
  qsort(zip->entries, count, sizeof *zip->entries, compare_names);
  for (size_t i = 1; i < count; i++)
    if (!strcasecmp(zip->entries[i - 1].name, zip->entries[i].name))
      return STEG_FINDING_ZIP_DUP;
  return 0;
}

/* An entry's own header must say what the directory says: readers that go by the one or the other would see two files. */
static steg_finding_id check_local(const steg_zip *zip, const zip_entry *entry) {
  unsigned char local[LOCAL_SIZE];
  char name[NAME_MAX_SIZE];
  size_t size = strlen(entry->name);
  if (size >= sizeof name || !read_at(zip->fd, local, sizeof local, entry->offset) || u32(local) != 0x04034b50 ||
      u16(local + 26) != size || u16(local + 8) != entry->method ||
      !read_at(zip->fd, name, size, (uint64_t)entry->offset + LOCAL_SIZE) || memcmp(name, entry->name, size) != 0)
    return STEG_FINDING_ZIP;
  if (u16(local + 6) & SIZES_FOLLOW)
    return 0;
  uint32_t packed = u32(local + 18);
  unsigned char fields[FIELDS_MAX];
  size_t fields_size = u16(local + 28);
  if (packed == IN_ZIP64 && (fields_size > sizeof fields ||
                             !read_at(zip->fd, fields, fields_size, (uint64_t)entry->offset + LOCAL_SIZE + size) ||
                             !zip64_size(fields, fields_size, true, &packed)))
    return STEG_FINDING_ZIP;
  return u32(local + 14) != entry->crc ? STEG_FINDING_ZIP_CRC : packed != entry->packed ? STEG_FINDING_ZIP : 0;
}

static int compare_offsets(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* Entries that lie over each other unpack the same bytes many times: a bomb that needs no nesting. */
static steg_finding_id check_overlap(const steg_zip *zip, uint64_t directory) {
  uint32_t(*spans)[2] = calloc(zip->count + 1, sizeof *spans); /* where an entry begins, its name and data */
  steg_finding_id fault = 0;
  if (!spans)
    return STEG_FINDING_COUNT;
  for (size_t i = 0; i < zip->count; i++) {
    spans[i][0] = zip->entries[i].offset;
    spans[i][1] = (uint32_t)i;
  }
  qsort(spans, zip->count, sizeof *spans, compare_offsets);
  for (size_t i = 0; !fault && i < zip->count; i++) {
    const zip_entry *entry = &zip->entries[spans[i][1]];
    uint64_t next = i + 1 < zip->count ? spans[i + 1][0] : directory;
    if ((uint64_t)entry->offset + LOCAL_SIZE + strlen(entry->name) + entry->packed > next)
      fault = STEG_FINDING_ZIP;
  }
  free(spans);
  return fault;
}

steg_finding_id steg_zip_open(int fd, steg_zip **ret_zip) {
  struct stat status;
  unsigned char end[END_SIZE];
  steg_finding_id fault = STEG_FINDING_ZIP;
  if (fstat(fd, &status) || status.st_size < END_SIZE || !find_end(fd, (uint64_t)status.st_size, end))
    return fault;
  uint32_t count = u16(end + 10), size = u32(end + 12), offset = u32(end + 16);
  if (u16(end + 4) || u16(end + 6) || u16(end + 8) != count || count > STEG_ZIP_ENTRIES_MAX || size > CENTRAL_MAX ||
      (uint64_t)offset + size > (uint64_t)status.st_size)
    return fault;
  steg_zip *zip = calloc(1, sizeof *zip);
  if (!zip)
    return STEG_FINDING_COUNT;
  zip->fd = fd;
  zip->size = (uint64_t)status.st_size;
  zip->directory = malloc(size ? size : 1);
  if (!zip->directory)
    fault = STEG_FINDING_COUNT;
  else if (read_at(fd, zip->directory, size, offset))
    fault = read_entries(zip, size, count);
  for (size_t i = 0; !fault && i < zip->count; i++)
    fault = check_local(zip, &zip->entries[i]);
  fault = fault ? fault : check_overlap(zip, offset);
  if (fault) {
    steg_zip_free(zip);
    return fault;
  }
  *ret_zip = zip;
  return 0;
}

void steg_zip_free(steg_zip *zip) {
  if (!zip)
    return;
  free(zip->directory);
  free(zip->names);
  free(zip->entries);
  free(zip);
}

int steg_zip_find(const steg_zip *zip, const char *name) {
  for (size_t i = 0; i < zip->count; i++)
    if (!strcasecmp(zip->entries[i].name, name))
      return (int)i;
  return -1;
}

bool steg_zip_has_ending(const steg_zip *zip, const char *ending) {
  size_t length = strlen(ending);
  for (size_t i = 0; i < zip->count; i++) {
    size_t size = strlen(zip->entries[i].name);
    if (size >= length && !strcasecmp(zip->entries[i].name + size - length, ending))
      return true;
  }
  return false;
}

bool steg_zip_has_opening(const steg_zip *zip, const char *opening) {
  for (size_t i = 0; i < zip->count; i++)
    if (!strncasecmp(zip->entries[i].name, opening, strlen(opening)))
      return true;
  return false;
}

/* A part on its way out. */
typedef struct zip_stream {
  steg_zip *zip;
  const zip_entry *entry;
  uint64_t at;   /* in the file */
  uint32_t left; /* packed bytes still to read */
  uint64_t out;  /* bytes given away */
  uint32_t crc;
  unsigned char *in, *piece;
  z_stream inflater;
  bool inflating;
} zip_stream;

static steg_finding_id give(zip_stream *stream, size_t size, bool last, steg_zip_fn take, void *context,
                            int *ret_stopped) {
  uint64_t packed = stream->entry->packed - stream->left;
  stream->out += size;
  stream->zip->total += size;
  stream->crc = (uint32_t)crc32(stream->crc, stream->piece, (uInt)size);
  if (stream->zip->total > STEG_ZIP_TOTAL_MAX)
    return STEG_FINDING_ZIP_SIZE;
  if (stream->out > FREE_OUTPUT && stream->out > STEG_ZIP_RATIO_MAX * packed)
    return STEG_FINDING_ZIP_RATIO;
  if (last && (stream->crc != stream->entry->crc))
    return STEG_FINDING_ZIP_CRC;
  *ret_stopped = take(context, (const char *)stream->piece, size, last);
  return 0;
}

static bool refill(zip_stream *stream, unsigned char *into, size_t *ret_size) {
  size_t size = stream->left < PIECE ? stream->left : PIECE;
  if (!read_at(stream->zip->fd, into, size, stream->at))
    return false;
  stream->at += size;
  stream->left -= (uint32_t)size;
  *ret_size = size;
  return true;
}

static steg_finding_id read_stored(zip_stream *stream, steg_zip_fn take, void *context, int *ret_stopped) {
  steg_finding_id fault = 0;
  do {
    size_t size = 0;
    if (!refill(stream, stream->piece, &size))
      return STEG_FINDING_ZIP;
    fault = give(stream, size, !stream->left, take, context, ret_stopped);
  } while (!fault && !*ret_stopped && stream->left);
  return fault;
}

static steg_finding_id read_deflated(zip_stream *stream, steg_zip_fn take, void *context, int *ret_stopped) {
  z_stream *inflater = &stream->inflater;
  if (inflateInit2(inflater, -15) != Z_OK)
    return STEG_FINDING_COUNT;
  stream->inflating = true;
  for (int state = Z_OK; state != Z_STREAM_END && !*ret_stopped;) {
    if (!inflater->avail_in && stream->left) {
      size_t size = 0;
      if (!refill(stream, stream->in, &size))
        return STEG_FINDING_ZIP;
      inflater->next_in = stream->in;
      inflater->avail_in = (uInt)size;
    }
    inflater->next_out = stream->piece;
    inflater->avail_out = PIECE;
    state = inflate(inflater, Z_NO_FLUSH);
    size_t size = PIECE - inflater->avail_out;
    if (state == Z_MEM_ERROR)
      return STEG_FINDING_COUNT;
    if ((state != Z_OK && state != Z_STREAM_END) || (state == Z_OK && !size && !inflater->avail_in && !stream->left))
      return STEG_FINDING_ZIP;
    steg_finding_id fault = give(stream, size, state == Z_STREAM_END, take, context, ret_stopped);
    if (fault)
      return fault;
  }
  return 0;
}

steg_finding_id steg_zip_read(steg_zip *zip, int index, steg_zip_fn take, void *context, int *ret_stopped) {
  const zip_entry *entry = &zip->entries[index];
  unsigned char local[LOCAL_SIZE];
  *ret_stopped = 0;
  if (entry->flags & ENCRYPTED)
    return STEG_FINDING_ZIP_ENC;
  if ((entry->method != STORED && entry->method != DEFLATED) || !read_at(zip->fd, local, sizeof local, entry->offset) ||
      u32(local) != 0x04034b50)
    return STEG_FINDING_ZIP;
  zip_stream stream = {.zip = zip,
                       .entry = entry,
                       .at = (uint64_t)entry->offset + LOCAL_SIZE + u16(local + 26) + u16(local + 28),
                       .left = entry->packed,
                       .in = malloc(PIECE),
                       .piece = malloc(PIECE)};
  steg_finding_id fault = STEG_FINDING_ZIP;
  if (!stream.in || !stream.piece)
    fault = STEG_FINDING_COUNT;
  else if (stream.at + entry->packed <= zip->size)
    fault = entry->method == STORED ? read_stored(&stream, take, context, ret_stopped)
                                    : read_deflated(&stream, take, context, ret_stopped);
  if (stream.inflating)
    inflateEnd(&stream.inflater);
  free(stream.in);
  free(stream.piece);
  return fault;
}
