package people

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// link is a one-time link on its way to somebody.
type link struct {
	Who     corpus.Person // whom it is for
	Path    string
	Title   string // of the page that shows it
	Until   string // in words
	Back    string // where the administrator goes on
	Subject string // of the letter
	Text    string // of the letter, before the link
}

type linkPage struct {
	page.Frame
	Link   link
	URL    string
	Mailed bool
	Failed bool // it could not be mailed
}

// mailTime is how long an administrator waits for the mail server.
const mailTime = 15 * time.Second

// showLink shows a link this one time, and mails it where mail can be sent.
func (p *Rooms) showLink(w http.ResponseWriter, r *http.Request, l link) error {
	view := linkPage{Frame: page.DeskFrame(l.Title), Link: l, URL: p.site.BaseOf(r).JoinPath(l.Path).String()}
	if p.Mail != nil {
		err := p.post(r.Context(), l, view.URL)
		view.Mailed, view.Failed = err == nil, err != nil
		if err != nil {
			p.site.Log.LogAttrs(r.Context(), slog.LevelError, "mail a link", slog.Any("error", err))
		}
	}
	return p.render(w, r, http.StatusOK, "link", &view)
}

func (p *Rooms) post(ctx context.Context, l link, url string) error {
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	return p.Mail.Send(ctx, l.Who.Email, l.Subject, l.Text+"\n\n"+url+"\n\nIf you did not expect this letter, you need do nothing.\n")
}

// Unlinked is a path of the site as it may be logged: without what makes a
// one-time link open something.
func Unlinked(path string) string {
	for _, room := range []string{"/welcome/", "/reset/"} {
		if strings.HasPrefix(path, room) {
			return room + "…"
		}
	}
	return path
}
