"""Pictures, sound, scans: always with an author, rights and words for those who cannot see or hear."""

from __future__ import annotations

import re

from generator.model.base import Frozen, Id, Sourced, Text, When, field

PICTURED = ("photo", "archive", "scan", "drawing", "infographic", "panorama")
"""Kinds of media that are one picture."""

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class Media(Sourced):
    """One file below `media/`. Without rights it is not published; `restricted` never leaves the folder."""

    id: Id = field(
        "Mã",
        "Id",
        help_vi="Tên ngắn để các mục khác gọi đến, ví dụ toan-canh",
        help_en="The short name that other fields use, such as overview",
    )
    file: str = field(
        "Tệp",
        "File",
        max_length=200,
        help_vi="Tên tệp trong thư mục media/, đủ cả phần đuôi, ví dụ toan-canh.jpg",
        help_en="Name of the file in media/, ending included, such as overview.jpg",
    )
    kind: str = field(
        "Loại",
        "Kind",
        "photo",
        pattern="^(photo|archive|scan|drawing|audio|video|infographic|panorama|model)$",
        help_vi="Ảnh chụp thì không cần ghi mục này",
        help_en="An ordinary photograph needs no entry",
    )
    shot: str | None = field(
        "Cảnh",
        "Shot",
        None,
        pattern="^(overview|part|festival|object)$",
        help_vi="Ảnh cho thấy gì, ví dụ overview là cả nơi này",
        help_en="What the picture shows, such as overview for the whole place",
    )
    alt: Text | None = field(
        "Mô tả cho người không nhìn thấy",
        "Words for those who cannot see",
        None,
        help_vi="Một câu tả điều thấy trong hình; thiếu câu này, hình không lên trang",
        help_en="One sentence of what is to be seen; without it the picture is not published",
    )
    caption: Text | None = field("Chú thích", "Caption", None)
    author: str | None = field("Tác giả", "Author", None)
    date: When | None = field("Ngày chụp", "Date", None)
    holder: str | None = field(
        "Chủ sở hữu quyền",
        "Rights holder",
        None,
        help_vi="Ai giữ quyền, nếu không phải tác giả, ví dụ bảo tàng tỉnh",
        help_en="Who holds the rights, if not the author, such as a museum",
    )
    rights: str | None = field(
        "Giấy phép, quyền sử dụng",
        "Licence or right of use",
        None,
        help_vi="ví dụ: CC BY 4.0, hoặc văn bản cho phép",
        help_en="CC BY 4.0, or the paper that permits it",
    )
    permission: str | None = field(
        "Văn bản cho phép",
        "Permission paper",
        None,
        help_vi="Số, ngày của giấy cho phép; được dùng đến đâu thì ghi ở rights",
        help_en="Number and date of the paper; what it allows is said in rights",
    )
    consent: str | None = field(
        "Đồng ý của người trong ảnh",
        "Consent of people shown",
        None,
        help_vi="Người thấy rõ mặt đã đồng ý bằng cách nào, ví dụ: đồng ý bằng giấy",
        help_en="How the people who can be recognised agreed, such as: in writing",
    )
    restricted: bool = field(
        "Hạn chế công bố",
        "Restricted",
        False,
        help_vi="true thì tệp chỉ giữ trong thư mục, không bao giờ lên trang",
        help_en="true: the file stays in the folder and is never published",
    )
    zoom: bool = field(
        "Xem gần được",
        "To be looked at closely",
        False,
        help_vi="true cho bia, văn bản, hiện vật có chữ nhỏ; ảnh gốc cạnh dài từ 2000 điểm ảnh",
        help_en="true for steles, papers, objects with small letters; originals from 2000 px a side",
    )
    machine_voice: bool = field(
        "Giọng đọc máy",
        "Machine voice",
        False,
        help_vi="true nếu không phải người đọc; nơi tưởng niệm và thờ tự không dùng giọng máy",
        help_en="true if no person reads; never used at places of remembrance and worship",
    )
    language: str | None = field(
        "Ngôn ngữ",
        "Language",
        None,
        pattern="^(vi|en|km)$",
        help_vi="Tiếng nói trong bản ghi",
        help_en="The language spoken in the recording",
    )

    @property
    def public(self) -> bool:
        """Whether it may be published: its rights are known, and nobody restricted it."""
        return bool(self.rights) and not self.restricted


class Cue(Frozen):
    """One sentence of a narration; `start` in seconds when a recording exists."""

    text: str = field("Câu", "Sentence")
    start: float | None = field("Bắt đầu (giây)", "Start (seconds)", None, ge=0)


class Narration(Frozen):
    """`<lang>.narration.md`: what is read aloud, one cue a paragraph."""

    language: str
    cues: tuple[Cue, ...]
    translator: str | None = field("Người dịch", "Translator", None)
    translated_from: str | None = field(
        "Dịch từ bản (mã)",
        "Digest of the source text",
        None,
        help_vi="Mã lời đọc tiếng Việt đã dịch; ghi chữ nay, ditich check sẽ cho biết mã",
        help_en="Digest of the Vietnamese narration at the time; write now, and ditich check tells it",
    )


class Story(Frozen):
    """`<lang>.md`: the texts of one language. `body` is Markdown with `[[block]]` and `[^source]` marks."""

    language: str
    lede: str = field(
        "Câu mở đầu",
        "Lede",
        max_length=400,
        help_vi="Một hai câu: đây là nơi nào, vì sao người ta nhớ đến",
        help_en="In a sentence or two: what the place is and why it is remembered",
    )
    body: str = ""
    short: str | None = field(
        "Bài ngắn (khoảng 150 từ)",
        "Short text (about 150 words)",
        None,
        help_vi="Dùng cho tờ giới thiệu",
        help_en="For a leaflet",
    )
    plaque: str | None = field(
        "Lời trên bia (tối đa 60 từ)",
        "Plaque text (60 words at most)",
        None,
        help_vi="Chỉ viết điều đã chắc: khắc rồi thì không sửa được",
        help_en="Only what is certain: once cut, it cannot be changed",
    )
    broadcast: str | None = field(
        "Lời phát thanh",
        "Broadcast script",
        None,
        help_vi="Bài đọc trên loa truyền thanh: câu ngắn, nghe một lần là hiểu",
        help_en="To be read over the village loudspeakers: short, clear at one hearing",
    )
    share: str | None = field(
        "Lời chia sẻ",
        "Share text",
        None,
        help_vi="Một câu gửi kèm khi chia sẻ trang, ví dụ qua Zalo",
        help_en="One sentence to send along when the page is shared",
    )
    easy: str | None = field(
        "Bài dễ đọc (khoảng 100 từ)",
        "Easy text (about 100 words)",
        None,
        max_length=1500,
        help_vi="Cho người đọc chậm: chữ thường dùng, mỗi dòng một câu ngắn, đoạn mới để dòng trống",
        help_en="For slow readers: everyday words, a short sentence a line, an empty line between paragraphs",
    )
    translator: str | None = field("Người dịch", "Translator", None)
    reviewer: str | None = field(
        "Người hiệu đính",
        "Reviewer",
        None,
        help_vi="Ai đã đọc lại; bản tiếng Khmer thiếu tên này thì chưa trang nào dẫn tới",
        help_en="Who read it over; without that name no page links to a Khmer text",
    )
    date: When | None = field("Ngày", "Date", None)
    translated_from: str | None = field(
        "Dịch từ bản (mã)",
        "Digest of the source text",
        None,
        help_vi="Mã bản tiếng Việt đã dịch; ghi chữ nay, ditich check sẽ cho biết mã",
        help_en="Digest of the Vietnamese text at the time; write now, and ditich check tells it",
    )

    @property
    def easy_paragraphs(self) -> tuple[str, ...]:
        """The easy text by its paragraphs, whose lines stay lines; `>-` leaves one line end between them."""
        text = (self.easy or "").strip()
        parts = _EMPTY_LINE.split(text) if _EMPTY_LINE.search(text) else text.split("\n")
        lines = ([" ".join(line.split()) for line in part.split("\n")] for part in parts)
        return tuple(words for part in lines if (words := "\n".join(filter(None, part))))
