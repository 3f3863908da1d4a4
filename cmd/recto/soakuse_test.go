package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// source is a source and what is known of it.
type source struct {
	name    string
	data    []byte
	id      string // SHA-256
	form    bool   // goes by the form, in one piece
	address string // of the upload; empty: it was not begun
	taken   bool   // the program said so
	binned  bool   // it was thrown away, or may have been
	title   string // the last that was accepted
	pending string // one whose answer did not come: it may be there or not
	busy    bool   // a user is at it
}

func (u *source) volume() string { return corpus.ShortID(u.id) }

// mostSources is how many sources the library holds at a time, so that a long
// soak is as quick at its end as it was at the beginning.
const mostSources = 40

// use does one thing after another until the program does not answer any more,
// and every other time something that leads to what is waited for.
func (s *soak) use(ctx context.Context, random *rand.Rand, of string) {
	things := []struct {
		do    func(context.Context, *rand.Rand, *source) error
		fresh bool // for a source that is not taken yet
		leads []string
	}{
		{s.upload, true, []string{beginning, sending, handing, sendingForm, stagePrefix + "extract", stagePrefix + "layout"}},
		{s.correct, false, []string{correcting, stagePrefix + "correct", stagePrefix + "segment", stagePrefix + "structure", stagePrefix + "annotate", stagePrefix + "edition", stagePrefix + "publish"}},
		{s.publish, false, []string{publishing, indexing}},
		{s.publish, false, nil},
		{s.withdraw, false, []string{withdrawing}},
		{s.throwAway, false, []string{throwingAway, restoring, purging}},
	}
	var wanted []int
	for i, thing := range things {
		for _, what := range thing.leads {
			if what == of {
				wanted = append(wanted, i)
			}
		}
	}
	for ctx.Err() == nil {
		thing := things[random.IntN(len(things))]
		if len(wanted) > 0 && random.IntN(2) == 0 {
			thing = things[wanted[random.IntN(len(wanted))]]
		}
		if random.IntN(8) > 0 && !thing.fresh && s.few() {
			thing = things[0]
		}
		u := s.pick(random, thing.fresh)
		if u == nil {
			thing = things[1+random.IntN(3)]
			if u = s.pick(random, false); u == nil {
				continue
			}
		}
		err := thing.do(ctx, random, u)
		s.mu.Lock()
		u.busy = false
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// few reports whether hardly anything is in the library yet.
func (s *soak) few() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sources) < 5
}

// pick picks a source that nobody is at and that was not thrown away: one that is not taken yet, of which
// there are always some until there are many, or one that is.
func (s *soak) pick(random *rand.Rand, fresh bool) *source {
	s.mu.Lock()
	defer s.mu.Unlock()
	var free []*source
	for _, u := range s.sources {
		if !u.busy && u.taken != fresh && !u.binned {
			free = append(free, u)
		}
	}
	if fresh && len(free) == 0 && len(s.sources) < mostSources {
		free = append(free, s.newSource(random))
	}
	if len(free) == 0 {
		return nil
	}
	u := free[random.IntN(len(free))]
	u.busy = true
	return u
}

func (s *soak) newSource(random *rand.Rand) *source {
	s.wanted++
	var text strings.Builder
	fmt.Fprintf(&text, "Papers of seminar %d\n\nLearning between services\n\n", s.wanted)
	for range 20 + random.IntN(100) {
		fmt.Fprintf(&text, "In boundary zones people of service %d met those of service %d and learned.\n", random.IntN(90), random.IntN(90))
	}
	sum := sha256.Sum256([]byte(text.String()))
	u := &source{name: fmt.Sprintf("seminar-%d.txt", s.wanted), data: []byte(text.String()), id: hex.EncodeToString(sum[:]), form: random.IntN(4) == 0}
	s.sources = append(s.sources, u)
	return u
}

// upload goes on with an upload, or begins one.
func (s *soak) upload(ctx context.Context, random *rand.Rand, u *source) error {
	if u.form {
		return s.uploadForm(ctx, u)
	}
	if u.address == "" {
		name := base64.StdEncoding.EncodeToString([]byte(u.name))
		res, err := s.ask(ctx, beginning, http.MethodPost, "/admin/uploads/", nil, "Upload-Length", strconv.Itoa(len(u.data)), "Upload-Metadata", "filename "+name)
		if err != nil {
			return err
		}
		at, err := url.Parse(res.Header.Get("Location"))
		if err != nil || at.Path == "" {
			return fmt.Errorf("no place for an upload: %d", res.StatusCode)
		}
		u.address = at.Path
	}
	res, err := s.ask(ctx, "", http.MethodHead, u.address, nil)
	for err == nil {
		if res.Header.Get("Recto-Taken") != "" {
			return s.note(func() { u.taken = true })
		}
		at, bad := strconv.Atoi(res.Header.Get("Upload-Offset"))
		if bad != nil {
			return fmt.Errorf("upload: status %d", res.StatusCode)
		}
		piece, what := u.data[at:min(len(u.data), at+1+random.IntN(len(u.data)))], sending
		if at+len(piece) == len(u.data) {
			what = handing
		}
		res, err = s.ask(ctx, what, http.MethodPatch, u.address, piece, "Upload-Offset", strconv.Itoa(at), "Content-Type", "application/offset+octet-stream")
	}
	return err
}

func (s *soak) uploadForm(ctx context.Context, u *source) error {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("source", u.name)
	if err == nil {
		_, err = part.Write(u.data)
	}
	if err = errors.Join(err, form.Close()); err != nil {
		return err
	}
	res, err := s.ask(ctx, sendingForm, http.MethodPost, "/admin/sources", body.Bytes(), "Content-Type", form.FormDataContentType())
	if err == nil && res.StatusCode == http.StatusSeeOther {
		s.note(func() { u.taken = true })
	}
	return err
}

// note changes what is known of a source.
func (s *soak) note(change func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	return nil
}

var (
	seenField  = regexp.MustCompile(`name="seen" value="(\d+)"`)
	editions   = regexp.MustCompile(`name="edition" value="([0-9a-f]*)"><input type="hidden" name="was" value="([0-9a-f]*)"`)
	nowServed  = regexp.MustCompile(`(?s)/withdraw".*?name="was" value="([0-9a-f]+)"`)
	volumePath = "/admin/volumes/"
)

// correct gives a volume another title.
func (s *soak) correct(ctx context.Context, random *rand.Rand, u *source) error {
	body, err := s.read(ctx, volumePath+u.volume()+"/review")
	seen := seenField.FindStringSubmatch(body)
	if err != nil || seen == nil {
		return err
	}
	title := fmt.Sprintf("Papers, corrected %d times", random.IntN(1e6))
	s.note(func() { u.pending = title })
	res, err := s.post(ctx, correcting, volumePath+u.volume()+"/fields", url.Values{"seen": {seen[1]}, "title": {title}})
	if err != nil {
		return err
	}
	return s.note(func() {
		u.pending = ""
		if res.StatusCode == http.StatusSeeOther {
			u.title = title
		}
	})
}

// publish publishes an edition that is not served: a new one, or an earlier one.
func (s *soak) publish(ctx context.Context, random *rand.Rand, u *source) error {
	body, err := s.read(ctx, volumePath+u.volume())
	found := editions.FindAllStringSubmatch(body, -1)
	if err != nil || len(found) == 0 {
		return err
	}
	one := found[random.IntN(len(found))]
	_, err = s.post(ctx, publishing, volumePath+u.volume()+"/publish", url.Values{"edition": {one[1]}, "was": {one[2]}})
	return err
}

func (s *soak) withdraw(ctx context.Context, _ *rand.Rand, u *source) error {
	body, err := s.read(ctx, volumePath+u.volume())
	was := nowServed.FindStringSubmatch(body)
	if err != nil || was == nil {
		return err
	}
	_, err = s.post(ctx, withdrawing, volumePath+u.volume()+"/withdraw", url.Values{"was": {was[1]}, "reason": {"An author asked for it."}})
	return err
}

// throwAway puts a volume into the trash, and often takes it out again.
func (s *soak) throwAway(ctx context.Context, random *rand.Rand, u *source) error {
	if body, err := s.read(ctx, volumePath+u.volume()); err != nil || !strings.Contains(body, "/trash") {
		return err // it has no edition yet, or is in the trash
	}
	s.note(func() { u.binned = true })
	if _, err := s.post(ctx, throwingAway, volumePath+u.volume()+"/trash", nil); err != nil || random.IntN(2) == 0 {
		return err
	}
	res, err := s.post(ctx, restoring, volumePath+u.volume()+"/restore", nil)
	if err == nil && res.StatusCode == http.StatusSeeOther {
		s.note(func() { u.binned = false })
	}
	return err
}

func (s *soak) read(ctx context.Context, path string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.output.url+path, nil)
	if err != nil {
		return "", err
	}
	res, err := s.client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return string(body), err
}

func (s *soak) post(ctx context.Context, what, path string, form url.Values) (*http.Response, error) {
	return s.ask(ctx, what, http.MethodPost, path, []byte(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

// ask asks the site for something, which is under way until the answer is there.
func (s *soak) ask(ctx context.Context, what, method, path string, body []byte, headers ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.output.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	if what != "" {
		end := s.flight.begin(what)
		defer func() { end(err == nil) }()
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= http.StatusInternalServerError {
		s.note(func() {
			s.broken = append(s.broken, fmt.Sprintf("%s %s: %s: %.300s", method, path, res.Status, answer))
		})
	}
	return res, err
}
